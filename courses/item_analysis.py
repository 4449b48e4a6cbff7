"""How well the questions of a quiz told apart who knows from who does not: arithmetic alone, no database.

The figures are the ones Moodle's statistics report shows, by the same definitions, so that a school coming
from there finds its numbers again. Figures that are shares are per cents; a figure that cannot be told
(nobody differs, too few attempts) is None, never 0.

Sample formulas throughout: sums of squares are divided by one less than the number of attempts.
"""

from collections import Counter
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median

# Sums of squares of decimal points such as 0.1 leave dust; below this nobody differs.
DUST = 1e-9


@dataclass(frozen=True)
class QuestionFigures:
    """One question. `mean` and `sd` are in points; the others in per cent."""

    out_of: float
    mean: float | None
    facility: float | None
    sd: float | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None

    def told(self):
        """The figures as they stand side by side in a table."""
        weights = [self.intended_weight, self.effective_weight]
        return [self.facility, self.sd, *weights, self.discrimination_index, self.discriminative_efficiency]


@dataclass(frozen=True)
class QuizFigures:
    """The whole quiz, in points; per cents are `error_ratio` and `alpha` (the coefficient of internal
    consistency)."""

    attempts: int
    out_of: float
    mean: float | None
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None


def analyse(rows, out_of):
    """(QuizFigures, [QuestionFigures …]).

    `rows`: for each attempt the points of each question; one left empty is worth 0. `out_of`: the points
    each question gives. What asks nothing (information) must not be among them: it would count as a question.
    """
    out_of = [float(one) for one in out_of]
    rows = [[float(points) for points in row] for row in rows]
    if any(len(row) != len(out_of) for row in rows):
        raise ValueError("each attempt needs the points of every question")
    totals = [fsum(row) for row in rows]
    columns = [[row[place] for row in rows] for place in range(len(out_of))]
    roots = [_root_of_covariance(column, totals) for column in columns]
    all_roots = fsum(root for root in roots if root is not None)
    questions = [
        _question(column, totals, worth, fsum(out_of), root, all_roots)
        for column, worth, root in zip(columns, out_of, roots, strict=True)
    ]
    return _quiz(totals, columns, fsum(out_of)), questions


def _question(points, totals, out_of, all_out_of, root, all_roots):
    mean = _mean(points)
    rest = [total - own for total, own in zip(totals, points, strict=True)]
    spread = _sample_covariance(points, points)
    return QuestionFigures(
        out_of=out_of,
        mean=mean,
        facility=_per_cent(mean, out_of),
        # Of a question worth nothing there is nothing to tell.
        sd=sqrt(spread) if spread is not None and out_of else None,
        intended_weight=_per_cent(out_of, all_out_of),
        effective_weight=_per_cent(root, all_roots),
        discrimination_index=_correlation(points, rest),
        discriminative_efficiency=_efficiency(points, rest),
    )


def _correlation(one, other):
    """How far both go together, from -100 to 100."""
    both = _sample_covariance(one, other)
    if both is None:
        return None
    spreads = _sample_covariance(one, one) * _sample_covariance(other, other)
    return _per_cent(both, sqrt(spreads)) if spreads > DUST else None


def _efficiency(points, rest):
    """What the question told apart, of the most it could have: had the best got its best points."""
    return _per_cent(_sample_covariance(points, rest), _sample_covariance(sorted(points), sorted(rest)))


def _root_of_covariance(points, totals):
    """What the effective weight is made of; None for a question that works against the quiz."""
    both = _sample_covariance(points, totals)
    if both is None or both < -DUST:
        return None
    return sqrt(max(both, 0.0))


def _quiz(totals, columns, out_of):
    count = len(totals)
    variance = _sample_covariance(totals, totals)
    if variance is not None and variance < DUST:
        variance = 0.0
    sd = None if variance is None else sqrt(variance)
    alpha = _alpha(columns, variance)
    # Rounding may leave a hair above 100.
    error_ratio = None if alpha is None else 100 * sqrt(max(0.0, 1 - alpha / 100))
    return QuizFigures(
        attempts=count,
        out_of=out_of,
        mean=_mean(totals),
        median=median(totals) if totals else None,
        sd=sd,
        skewness=_skewness(totals, variance),
        kurtosis=_kurtosis(totals, variance),
        alpha=alpha,
        error_ratio=error_ratio,
        standard_error=None if alpha is None else error_ratio * sd / 100,
    )


def _alpha(columns, variance):
    """Cronbach's: how much the questions measure one and the same thing."""
    count = len(columns)
    if count < 2 or not variance:
        return None
    own = fsum(_sample_covariance(column, column) for column in columns)
    return 100 * count / (count - 1) * (1 - own / variance)


def _skewness(totals, variance):
    """Positive: a tail of high marks. From the k-statistics, which are unbiased for small classes."""
    count = len(totals)
    if count < 3 or not variance:
        return None
    third = count**2 * _moment(totals, 3) / ((count - 1) * (count - 2))
    return third / variance**1.5


def _kurtosis(totals, variance):
    """0 for the bell curve; greater is more peaked."""
    count = len(totals)
    if count < 4 or not variance:
        return None
    inner = (count + 1) * _moment(totals, 4) - 3 * (count - 1) * _moment(totals, 2) ** 2
    fourth = count**2 * inner / ((count - 1) * (count - 2) * (count - 3))
    return fourth / variance**2


def facility_of_statements(responses, key):
    """For each statement of `key`, the per cent of `responses` that judged it rightly; None without any.

    A response of None, or without the statement, is not right, as in marking.
    """
    responses = list(responses)
    return {
        letter: _per_cent(sum((one or {}).get(letter) == truth for one in responses), len(responses))
        for letter, truth in key.items()
    }


def distractors(responses, options):
    """How many chose each of `options` (ids), in their order, and under None how many left it empty.

    A response is an id, or a list of ids where several may be chosen.
    """
    chosen = Counter()
    for one in responses:
        for option in one if isinstance(one, list) else [one]:
            chosen[option] += 1
        if one == []:
            chosen[None] += 1
    return {option: chosen[option] for option in [*options, None]}


def _mean(numbers):
    return fsum(numbers) / len(numbers) if numbers else None


def _moment(numbers, power):
    mean = _mean(numbers)
    return fsum((one - mean) ** power for one in numbers) / len(numbers)


def _sample_covariance(one, other):
    if len(one) < 2:
        return None
    mean, other_mean = _mean(one), _mean(other)
    return fsum((a - mean) * (b - other_mean) for a, b in zip(one, other, strict=True)) / (len(one) - 1)


def _per_cent(part, whole):
    return 100 * part / whole if part is not None and whole is not None and abs(whole) > DUST else None
