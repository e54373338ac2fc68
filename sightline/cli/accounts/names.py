"""`sightline account NAME --role ROLE` means `sightline account add NAME --role ROLE`, as it always did."""

from typing import Any

from typer.core import TyperGroup

TAKES_A_WORD = ("-w", "--workspace", "--as")
ADD = "add"


class AddsByName(TyperGroup):
    """The group of account commands: where the first word is no command, it is the name of an account to add."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `add` before a name."""
        return list(super().parse_args(ctx, [ADD, *args] if self._is_a_name(args) else args))

    def _is_a_name(self, args: list[str]) -> bool:
        words = iter(args)
        for word in words:
            if word in TAKES_A_WORD:
                next(words, "")
            else:
                return word not in self.commands and word != "--help"
        return False
