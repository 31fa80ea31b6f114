"""Settings: what was said where, which of it holds, and that everything wrong is said at once."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mayfly.config import BadConfig, Config, defaults_as_markdown, defaults_as_toml, describe, load
from mayfly.config.checks import is_public, read_listen
from mayfly.config.settings import OPTIONS, variable_of
from mayfly.core.domains import Domain, State

HOME = {"HOME": "/home/somebody"}


def _load(text: str = "", environment: dict[str, str] | None = None, **options: Any) -> Config:
    """Load without looking at this machine: the file is ``text``, and only ``environment`` is there."""
    named = {name.replace("__", "."): value for name, value in options.items()}
    return load(named, _load.file(text), HOME | (environment or {}))  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _file(tmp_path: Path) -> None:
    def write(text: str) -> Path:
        path = tmp_path / "mayfly.toml"
        path.write_text(text, "utf-8")
        return path

    _load.file = write  # type: ignore[attr-defined]


def _faults(text: str = "", environment: dict[str, str] | None = None, **options: Any) -> list[str]:
    with pytest.raises(BadConfig) as bad:
        _load(text, environment, **options)
    return [str(fault) for fault in bad.value.faults]


# --- what holds ---


def test_nothing_given_is_the_defaults() -> None:
    """With nothing said, everything is its default; only the data lies where this user's data lies."""
    config = _load()
    assert config.smtp.listen == ("127.0.0.1:2525",)
    assert config.web.listen == ("127.0.0.1:8080",)
    assert config.domains.names == ("mayfly.test",)
    assert not config.open
    assert config.store.path == "/home/somebody/.local/share/mayfly"
    assert config == msgspec.structs.replace(Config(), store=config.store)


@pytest.mark.parametrize(
    ("file", "variable", "option", "holds"),
    [
        (None, None, None, "127.0.0.1:2525"),
        ("127.0.0.1:1", None, None, "127.0.0.1:1"),
        ("127.0.0.1:1", "127.0.0.1:2", None, "127.0.0.1:2"),
        ("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3", "127.0.0.1:3"),
        (None, "127.0.0.1:2", "127.0.0.1:3", "127.0.0.1:3"),
        ("127.0.0.1:1", None, "127.0.0.1:3", "127.0.0.1:3"),
    ],
)
def test_option_beats_environment_beats_file(
    file: str | None, variable: str | None, option: str | None, holds: str
) -> None:
    """Of several places the nearest to the person counts, and counts alone: lists are not joined."""
    config = _load(
        f'[smtp]\nlisten = ["{file}"]' if file else "",
        {"MAYFLY_SMTP__LISTEN": variable} if variable else {},
        smtp__listen=(option,) if option else (),
    )
    assert config.smtp.listen == (holds,)


@pytest.mark.parametrize(
    ("variable", "text", "read"),
    [
        ("MAYFLY_SMTP__LISTEN", "127.0.0.1:0, [::1]:0", ("127.0.0.1:0", "[::1]:0")),
        ("MAYFLY_DOMAINS__NAMES", "a.test,b.test", ("a.test", "b.test")),
        ("MAYFLY_WEB__NAMES", "", ()),
        ("MAYFLY_WEB__NAMES", " , ", ()),
        ("MAYFLY_WEB__IMAGES", "off", False),
        ("MAYFLY_WEB__IMAGES", "Yes", True),
        ("MAYFLY_SERVICE__OPEN", "1", True),
        ("MAYFLY_SMTP__LIMITS__RECIPIENTS", "250", 250),
        ("MAYFLY_SMTP__LIMITS__RECIPIENTS", "1_000", 1000),
        ("MAYFLY_STORE__FREE_PERCENT", "2.5", 2.5),
        ("MAYFLY_STORE__FREE_PERCENT", "3", 3.0),
        ("MAYFLY_STORE__PATH", "/srv/mail, really", "/srv/mail, really"),
        ("MAYFLY_GUARD__OPENED_PER_HOUR", "0", 0),
    ],
)
def test_variables_are_read_in_their_types(variable: str, text: str, read: object) -> None:
    """A variable is a text: lists have commas, numbers digits, and yes and no may be said in the usual words."""
    value: Any = _load(environment={variable: text})
    for name in variable.removeprefix("MAYFLY_").lower().split("__"):
        value = getattr(value, name)
    assert value == read
    assert type(value) is type(read)


def test_file_is_read() -> None:
    """Every kind of value, in sections and sections of sections, comes from the file."""
    config = _load(
        """
        [domains]
        names = ["mail.example.org", "bücher.example"]
        subdomains = ["mail.example.org"]
        retiring = ["old.example.org"]
        [smtp]
        listen = ["0.0.0.0:25", "[::]:25"]
        hostname = "mx.example.org"
        [smtp.limits]
        recipients = 200
        handshake_seconds = 10
        [store]
        path = "~/mail"
        free_percent = 1
        [mailboxes]
        lifetime_seconds = 600
        """
    )
    assert config.smtp.limits.recipients == 200
    assert config.smtp.limits.handshake_seconds == 10.0
    assert config.store.path == "/home/somebody/mail"
    assert config.mailboxes.lifetime_seconds == 600
    assert config.domains.domains() == (
        Domain("mail.example.org", State.ACTIVE, subdomains=True),
        Domain("xn--bcher-kva.example", State.ACTIVE),
        Domain("old.example.org", State.RETIRING),
    )


def test_settings_are_frozen() -> None:
    """Nothing changes a setting once it is read."""
    with pytest.raises(AttributeError):
        _load().smtp.hostname = "other"  # type: ignore[misc]


def test_file_is_found(tmp_path: Path) -> None:
    """Without --config it is the file MAYFLY_CONFIG names, or the one in the user's own place."""
    (tmp_path / "mayfly").mkdir()
    (tmp_path / "mayfly" / "mayfly.toml").write_text("[guard]\nopened_per_hour = 7")
    (tmp_path / "named.toml").write_text("[guard]\nopened_per_hour = 8")
    (tmp_path / "given.toml").write_text("[guard]\nopened_per_hour = 9")
    users = HOME | {"XDG_CONFIG_HOME": str(tmp_path)}
    named = users | {"MAYFLY_CONFIG": str(tmp_path / "named.toml")}
    assert load(environment=users).guard.opened_per_hour == 7
    assert load(environment=named).guard.opened_per_hour == 8
    assert load(file=tmp_path / "given.toml", environment=named).guard.opened_per_hour == 9


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({"HOME": "/h"}, "/h/.local/share/mayfly"),
        ({"HOME": "/h", "XDG_DATA_HOME": "/x"}, "/x/mayfly"),
        ({"HOME": "/h", "MAYFLY_STORE__PATH": "/y"}, "/y"),
    ],
)
def test_data_lies_with_the_users_data(environment: dict[str, str], path: str, tmp_path: Path) -> None:
    """Where nobody says otherwise, mail is kept in the user's data directory (XDG Base Directory)."""
    empty = tmp_path / "empty.toml"
    empty.write_text("")
    assert load(file=empty, environment=environment).store.path == path


def test_other_variables_are_not_settings() -> None:
    """What is not named like a setting is left alone, even where it begins like one."""
    _load(environment={"MAYFLY_URL": "x", "MAYFLY_TOKEN": "y", "MAYFLY_CORPUS": "z", "OTHER__THING": "1"})


# --- what is wrong ---


@pytest.mark.parametrize(
    ("text", "path", "instead"),
    [
        ("[smtp]\nlissten = []", "smtp.lissten", "smtp.listen"),
        ("[smpt]\nlisten = []", "smpt", "mayfly check --defaults"),
        ("[smtp]\nrecipients = 5", "smtp.recipients", "smtp.limits.recipients"),
        ("listen = []", "listen", "mayfly check --defaults"),
        ("[web]\nopened_per_hour = 5", "web.opened_per_hour", "guard.opened_per_hour"),
        ("[smtp.limits.zzzz]\na = 1", "smtp.limits.zzzz", "mayfly check --defaults"),
        ("smtp = 5", "smtp", "[smtp]"),
        ('[smtp]\n"a\\nb" = 5', "'smtp.a\\nb'", "mayfly check --defaults"),
        ('[smtp]\nlisten = "127.0.0.1:25"', "smtp.listen", '["127.0.0.1:25"]'),
        ("[smtp]\nlisten = [25]", "smtp.listen", '["127.0.0.1:2525"]'),
        ("[smtp.listen]\na = 1", "smtp.listen", '["127.0.0.1:2525"]'),
        ("[web]\nimages = 1", "web.images", "true"),
        ('[web]\nimages = "yes"', "web.images", "true"),
        ("[smtp.limits]\nrecipients = 1.5", "smtp.limits.recipients", "100"),
        ('[smtp.limits]\nrecipients = "100"', "smtp.limits.recipients", "100"),
        ("[smtp.limits]\nrecipients = true", "smtp.limits.recipients", "100"),
        ("[smtp.limits]\nrecipients = -1", "smtp.limits.recipients", "0 or more"),
        ("[smtp.limits]\nrecipients = 0", "smtp.limits.recipients", "1 or more"),
        ("[store]\nfree_percent = nan", "store.free_percent", "0 or more"),
        ("[store]\nfree_percent = inf", "store.free_percent", "0 or more"),
        ("[store]\nfree_percent = 101", "store.free_percent", "5.0"),
        ('[store]\npath = ""', "store.path", "/var/lib/mayfly"),
        ('[store]\npath = "a\\u0000b"', "store.path", "without"),
        ("[store]\npath = 2026-11-24", "store.path", "text"),
        ('[smtp]\nlisten = ["localhost"]', "smtp.listen", "127.0.0.1:2525"),
        ('[smtp]\nlisten = ["127.0.0.1:65536"]', "smtp.listen", "127.0.0.1:2525"),
        ('[smtp]\nlisten = ["::1:25"]', "smtp.listen", "[::1]:2525"),
        ('[smtp]\nlisten = [":25"]', "smtp.listen", "127.0.0.1:2525"),
        ("[smtp]\nlisten = []", "smtp.listen", "127.0.0.1:0"),
        ('[smtp]\nlisten = ["127.0.0.1:25", "127.0.0.1:25"]', "smtp.listen", "another port"),
        ('[web]\nlisten = ["127.0.0.1:2525"]', "web.listen", "another port"),
        ('[web]\nlisten = ["0.0.0.0:80"]', "web.names", "inbox.example.org"),
        ('[web]\ntrusted_proxies = ["10.0.0.0/99"]', "web.trusted_proxies", "10.0.0.0/8"),
        ('[smtp]\nhostname = "mx example"', "smtp.hostname", "mx.example.org"),
        ("[domains]\nnames = []", "domains.names", "at least one"),
        ('[domains]\nnames = ["a_b"]', "domains.names", "mail.example.org"),
        ('[domains]\nnames = ["a.test", "A.test."]', "domains.names", "once"),
        ('[domains]\nnames = ["a.test"]\nretiring = ["a.test"]', "domains.retiring", "once"),
        ('[domains]\nsubdomains = ["b.test"]', "domains.subdomains", "there as well"),
        ("[mailboxes]\nlifetime_seconds = 86401", "mailboxes.lifetime_seconds", "86400 or less"),
        ("[mailboxes]\ncap_seconds = 100", "mailboxes.lifetime_seconds", "100 or less"),
        ("[mailboxes]\nlifetime_seconds = 59", "mailboxes.lifetime_seconds", "60 or more"),
        ("[mailboxes]\nidle_seconds = 59", "mailboxes.idle_seconds", "60 or more"),
        ("[mailboxes]\nminimum_seconds = 0", "mailboxes.minimum_seconds", "60"),
        ('[store]\nengine = "redis"', "store.engine", "there is no such setting; mayfly check --defaults shows all"),
        ("[store]\nmailbox_octets = 1000", "store.mailbox_octets", "26214400 or more"),
        ("[smtp.limits]\nin_flight_octets = 1000", "smtp.limits.in_flight_octets", "26214400 or more"),
        (
            "[smtp.limits]\nin_flight_octets_per_client = 26214399",
            "smtp.limits.in_flight_octets_per_client",
            "26214400 or more",
        ),
        ("[service]\nopen = true\n[smtp]\nlisten = ['0.0.0.0:25']", "service.open", "--open-in-public"),
    ],
)
def test_each_fault_is_one_sentence(text: str, path: str, instead: str) -> None:
    """Each fault is one line that names the setting and what to write instead, and comes alone."""
    faults = _faults(text)
    assert len(faults) == 1, faults
    assert faults[0].startswith(path)
    assert instead in faults[0]
    assert "\n" not in faults[0]
    assert faults[0].endswith(".")


def test_fault_names_where_it_came_from(tmp_path: Path) -> None:
    """The same mistake is told with the place it was made in; a default that no longer fits is named as one."""
    file = str(tmp_path / "mayfly.toml")
    assert _faults('[smtp]\nhostname = "a b"')[0].startswith(f"smtp.hostname (from {file}):")
    variable = _faults(environment={"MAYFLY_SMTP__HOSTNAME": "a b"})
    assert variable[0].startswith("smtp.hostname (from MAYFLY_SMTP__HOSTNAME):")
    assert _faults(smtp__listen=("x",))[0].startswith("smtp.listen (from --smtp):")
    assert _faults("[mailboxes]\ncap_seconds = 100")[0].startswith("mailboxes.lifetime_seconds (from the default):")


def test_all_faults_are_said_at_once() -> None:
    """One start tells everything that is wrong, whatever place it stands in."""
    faults = _faults(
        "[smtp]\nlissten = []\n[web]\nimages = 5\n[guard]\nopened_per_minute = -1",
        {"MAYFLY_STORE__PAHT": "x", "MAYFLY_SMTP_LISTEN": "y", "MAYFLY_MAILBOXES__CAP_SECONDS": "many"},
        web__listen=("nonsense",),
        domains__names=("a_b",),
    )
    expected = {
        "smtp.lissten", "web.images", "guard.opened_per_minute", "MAYFLY_STORE__PAHT", "MAYFLY_SMTP_LISTEN",
        "mailboxes.cap_seconds", "web.listen", "domains.names",
    }  # fmt: skip
    assert {fault.split(" ")[0].rstrip(":") for fault in faults} == expected
    assert len(faults) == len(expected)


@pytest.mark.parametrize(
    ("variable", "instead"),
    [
        ("MAYFLY_STORE__PAHT", "MAYFLY_STORE__PATH"),
        ("MAYFLY_SMTP_LISTEN", "MAYFLY_SMTP__LISTEN"),
        ("MAYFLY_SMTP__RECIPIENTS", "MAYFLY_SMTP__LIMITS__RECIPIENTS"),
        ("MAYFLY_SMPT__LISTEN", "MAYFLY_SMTP__LISTEN"),
        ("MAYFLY_NO__SUCH__THING", "mayfly check --defaults"),
    ],
)
def test_unknown_variable_is_a_fault(variable: str, instead: str) -> None:
    """A misspelt variable is not silently ignored, and the nearest name is told."""
    (fault,) = _faults(environment={variable: "1"})
    assert fault.startswith(variable)
    assert instead in fault


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("MAYFLY_WEB__IMAGES", "maybe"),
        ("MAYFLY_WEB__IMAGES", ""),
        ("MAYFLY_SMTP__LIMITS__RECIPIENTS", "many"),
        ("MAYFLY_SMTP__LIMITS__RECIPIENTS", ""),
        ("MAYFLY_SMTP__LIMITS__RECIPIENTS", "1.5"),
        ("MAYFLY_SMTP__LIMITS__RECIPIENTS", "-5"),
        ("MAYFLY_SMTP__LIMITS__RECIPIENTS", "9" * 5000),
        ("MAYFLY_STORE__FREE_PERCENT", "nan"),
        ("MAYFLY_STORE__FREE_PERCENT", "1e999"),
    ],
)
def test_variable_that_cannot_be_read(variable: str, text: str) -> None:
    """A text that is not of the setting's type is a fault that names the variable."""
    (fault,) = _faults(environment={variable: text})
    assert f"(from {variable})" in fault


def test_wrong_value_that_does_not_hold_is_no_fault() -> None:
    """What is beaten by a nearer place is not looked at: an option gets one out of a broken variable."""
    config = _load(environment={"MAYFLY_SMTP__LISTEN": "nonsense"}, smtp__listen=("127.0.0.1:0",))
    assert config.smtp.listen == ("127.0.0.1:0",)


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (b"[smtp\n", "not TOML"),
        (b"\xff\xfe", "UTF-8"),
        (b"a = 1\na = 2\n", "not TOML"),
        (b"a = " + b"[" * 50_000, "nested"),
        (None, "cannot be read"),
    ],
)
def test_file_that_cannot_be_read(tmp_path: Path, octets: bytes | None, words: str) -> None:
    """A file that is not there, not TOML or not UTF-8 is one fault that names it."""
    path = tmp_path / "broken.toml"
    if octets is not None:
        path.write_bytes(octets)
    with pytest.raises(BadConfig) as bad:
        load(file=path, environment=HOME)
    (fault,) = map(str, bad.value.faults)
    assert str(path) in fault
    assert words in fault


def test_directory_is_no_file(tmp_path: Path) -> None:
    """A directory in the place of the file is a fault, not an error of ours."""
    with pytest.raises(BadConfig, match="cannot be read"):
        load(file=tmp_path, environment=HOME)


# --- listening ---


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("127.0.0.1:25", ("127.0.0.1", 25)),
        ("0.0.0.0:0", ("0.0.0.0", 0)),
        ("[::1]:80", ("::1", 80)),
        ("[0:0::1]:80", ("::1", 80)),
        ("localhost:65535", ("localhost", 65535)),
        ("MX.example.org:25", ("mx.example.org", 25)),
        ("::1:80", None),
        ("[::1]", None),
        ("[::1:80", None),
        ("[127.0.0.1]:80", None),
        ("127.0.0.1", None),
        ("127.0.0.1:", None),
        ("127.0.0.1:x", None),
        ("127.0.0.1:-1", None),
        ("127.0.0.1:65536", None),
        ("127.0.0.1:" + "9" * 5000, None),
        ("127.0.0.256:25", None),
        ("a b:25", None),
        (":25", None),
        ("", None),
        ("25", None),
    ],
)
def test_listen_strings(text: str, read: tuple[str, int] | None) -> None:
    """HOST:PORT with a name, an IPv4 address or an IPv6 address in brackets; port 0 lets the system choose."""
    assert read_listen(text) == read


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("127.0.0.1:25", False),
        ("127.9.9.9:25", False),
        ("[::1]:25", False),
        ("localhost:25", False),
        ("10.1.2.3:25", False),
        ("192.168.1.1:25", False),
        ("172.16.0.1:25", False),
        ("[fd00::1]:25", False),
        ("[fe80::1]:25", False),
        ("0.0.0.0:25", True),
        ("[::]:25", True),
        ("172.32.0.1:25", True),
        ("8.8.8.8:25", True),
        ("[2a00::1]:25", True),
        ("mx.example.org:25", True),
    ],
)
def test_public_is_where_strangers_connect(text: str, public: bool) -> None:
    """Loopback and private networks are not public; all interfaces at once, and names, are."""
    assert is_public(text) is public


@pytest.mark.parametrize("listen", ["127.0.0.1:25", "10.0.0.1:25"])
def test_open_mode_on_a_private_network(listen: str) -> None:
    """Open mode is for private networks, and needs nothing more there."""
    assert _load(service__open=True, smtp__listen=(listen,)).open


def test_open_mode_in_public_needs_saying_so() -> None:
    """Where strangers can connect, open mode is refused until somebody insists."""
    public = {"smtp__listen": ("0.0.0.0:25",), "service__open": True}
    assert "service.open" in _faults(**public)[0]
    assert _load(**public, service__open_in_public=True).open


def test_public_page_needs_names() -> None:
    """A page that strangers reach is asked for by a name that is set, or by the one in its public address."""
    public = {"web__listen": ("0.0.0.0:80",)}
    assert "web.names" in _faults(**public)[0]
    _load('[web]\nnames = ["inbox.example.org"]', **public)
    _load('[web]\npublic_url = "https://inbox.example.org"', **public)


# --- what there is to be set ---


def test_every_setting_is_described() -> None:
    """Each setting has a reason; each option belongs to a setting; no two have one variable."""
    settings = {setting.path: setting for setting in describe()}
    assert [path for path, setting in settings.items() if not setting.reason] == []
    assert set(OPTIONS) <= set(settings)
    assert len({setting.variable for setting in settings.values()}) == len(settings)
    assert settings["smtp.limits.recipients"].variable == variable_of("smtp.limits.recipients")
    assert settings["smtp.listen"].variable == "MAYFLY_SMTP__LISTEN"


def test_printed_defaults_are_a_file_that_changes_nothing() -> None:
    """The printed file is TOML, says every setting, and with every # taken away it still is the defaults."""
    text = defaults_as_toml()
    assert tomllib.loads(text).keys() == {field.name for field in msgspec.structs.fields(Config)}
    names = {setting.path.rpartition(".")[2] for setting in describe()}
    lines = [
        line.removeprefix("# ") if line.removeprefix("# ").split(" = ")[0] in names else line
        for line in text.splitlines()
    ]
    config = _load("\n".join(lines))
    assert config == msgspec.structs.replace(Config(), store=config.store)
    assert config.store == msgspec.structs.replace(Config().store, path="/var/lib/mayfly")


def test_document_names_every_setting() -> None:
    """The document has the path, the variable and the reason of every setting."""
    text = defaults_as_markdown()
    for setting in describe():
        assert f"**`{setting.path}`**" in text
        assert f"`{setting.variable}`" in text
        assert setting.reason in text
