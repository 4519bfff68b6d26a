"""Which cells a spreadsheet would run as a formula."""

#: Regular expression of texts that may be run, or that begin with the sign that keeps one from it.
RUN = r"\A['=+\-@\t\r\n\x{feff}＝＋－＠]"
#: Phones begin with a plus and are no formula.
PHONE = r"\A\+[0-9]+\z"
