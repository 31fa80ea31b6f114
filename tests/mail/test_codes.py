"""The code of a mail is chosen by fitted weights: what they are made from, and what choosing promises."""

import pytest

from mayfly.mail.extract.choice import ALWAYS, choose, weigh, weights_of
from mayfly.mail.extract.code_weights import WEIGHTS
from mayfly.mail.extract.codes import THRESHOLD
from tests.mail.otp import fit_codes
from tests.mail.otp.fit import Mail, fit
from tests.mail.otp.labelled import SETS, SHORT

# Hundredths: what another machine may make of the last digits of sums.
_ROUNDING = 3


def test_the_weights_are_those_of_the_sets() -> None:
    """Fitting to the committed development sets gives the committed weights, so that nobody's hand is in them."""
    fitted = fit_codes.fitted((*SETS, SHORT))
    apart = {sign: (fitted.get(sign, 0), WEIGHTS.get(sign, 0)) for sign in fitted.keys() | WEIGHTS.keys()}
    assert {sign: pair for sign, pair in apart.items() if abs(pair[0] - pair[1]) > _ROUNDING} == {}


@pytest.mark.parametrize("folder", ["cases_fourth_test", "cases_sixth"])
def test_a_set_that_was_not_fitted_to(folder: str) -> None:
    """With weights fitted to all other sets, 95 of 100 codes of a set are found, and of 100 chips 97 are right."""
    weights = fit_codes.fitted((*(other for other in SETS if other != folder), SHORT))
    codes, right, shown = fit_codes.measure(folder, weights, THRESHOLD)
    assert right >= 0.95 * codes
    assert right >= 0.97 * shown


def test_what_is_asked_for_is_among_what_is_weighed() -> None:
    """Of the codes of all development sets no more than one in five hundred does not look like one."""
    mails = [mail for folder in SETS for _, mail in fit_codes.of_set(folder)]
    missing = [mail for mail in mails if mail.is_meant and not any(meant for _, meant in mail.places)]
    assert len(missing) * 500 <= sum(mail.is_meant for mail in mails)


def test_no_sign_decides_alone() -> None:
    """What speaks most for a code makes up for nothing else: by itself it stays below the threshold."""
    most = max(WEIGHTS, key=lambda sign: WEIGHTS[sign])
    chosen = choose([("482913", weigh((most, ALWAYS), WEIGHTS))])
    assert chosen is None or chosen.probability < THRESHOLD


def test_of_two_alike_neither_is_probable() -> None:
    """Two values of one weight share what is left of the probability of none; the same value twice does not."""
    two = choose([("482913", 6.0), ("571204", 6.0)])
    once = choose([("482913", 6.0)])
    twice = choose([("482913", 6.0), ("482913", 6.0)])
    assert two is not None
    assert once is not None
    assert twice is not None
    assert two.probability < 0.5 < once.probability < twice.probability


def test_nothing_is_chosen_of_nothing() -> None:
    """A mail with nothing that could be one has none, whatever the weights."""
    assert choose([]) is None


def test_what_weighs_much_does_not_overflow() -> None:
    """Sums far beyond what labelled mails give are sums still."""
    chosen = choose([("a", 5000.0), ("b", -5000.0)])
    assert chosen is not None
    assert (chosen.value, chosen.probability, chosen.place) == ("a", 1.0, 0)


def test_a_table_is_read_as_it_is_written() -> None:
    """Signs with blanks and commas keep them; weights are hundredths."""
    assert weights_of("form six 141; mixed, weak at -20;\nalways -250;") == {
        "form six": 141,
        "mixed, weak at": -20,
        "always": -250,
    }


def test_fitting_finds_what_the_labels_say() -> None:
    """A sign that is there when a place is meant gets weight for it, its opposite against it, one of neither none."""
    for_it = Mail(((("good", "idle"), True), (("bad", "idle"), False)))
    weights = fit([for_it] * 20 + [Mail(((("bad", "idle"), False),))] * 20)
    assert weights["good"] > 100
    assert weights["bad"] < -100
    assert abs(weights.get("idle", 0)) < weights["good"] / 2
    # Seldom seen, a sign says nothing.
    assert "good" not in fit([for_it] * 4 + [Mail(((("bad",), False),))] * 20)
