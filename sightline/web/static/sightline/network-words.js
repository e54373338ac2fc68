// The words that the page gives to this script, in the language of its reader.
export const words = JSON.parse(document.getElementById("network-words").textContent);

// A sentence with its parts, which it names as the page's own messages do.
export const fill = (sentence, parts) => sentence.replace(/%\((\w+)\)s/g, (_, name) => parts[name]);
