#!/bin/sh
# Builds sightline/web/static/sightline/vendor anew. Needs Node and npm; nothing else in this project does.
# Packages are installed in a folder of their own that is removed afterwards; only what pages use is kept.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
vendor="$here/../../sightline/web/static/sightline/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$here/package.json" "$here/vendor.scss" "$work"
cd "$work"
npm install --silent --no-package-lock --no-audit --no-fund

npx sass --quiet-deps --silence-deprecation=import --no-source-map --style=compressed \
    --load-path=. --load-path=node_modules vendor.scss vendor.css

# The crest is branding of GOV.UK: no rule may ask for it. Icons stand beside the sheet.
sed -e 's#url("/assets/images/govuk-crest.svg")#none#g' -e 's#/assets/images/#images/#g' vendor.css >vendor.clean.css
if grep -qiE 'GDS Transport|govuk-crest|\.woff' vendor.clean.css; then
    echo "The built sheet refers to branding that only GOV.UK may use." >&2
    exit 1
fi

rm -rf "$vendor"
mkdir -p "$vendor/images"
cp vendor.clean.css "$vendor/govuk-moj.css"
grep -oE 'images/[a-z0-9-]+\.svg' vendor.clean.css | sort -u | while read -r image; do
    cp "node_modules/@ministryofjustice/frontend/moj/assets/$image" "$vendor/$image"
done
sed 's#//[#] sourceMappingURL=.*##' node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js >"$vendor/govuk-frontend.js"
cp node_modules/htmx.org/dist/htmx.min.js "$vendor/htmx.js"
cp node_modules/cytoscape/dist/cytoscape.esm.min.mjs "$vendor/cytoscape.js"
cp "$here/LICENCES.txt" "$vendor/LICENCES.txt"
node -e '
const names = ["govuk-frontend", "@ministryofjustice/frontend", "htmx.org", "cytoscape"];
for (const name of names) console.log(name, require(`./node_modules/${name}/package.json`).version);
' >"$vendor/VERSIONS.txt"
