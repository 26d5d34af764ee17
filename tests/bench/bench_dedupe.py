"""Dedupe: right pairs and records per second against datasketch and rensa, in the same run.

    python tests/bench/bench_dedupe.py [--records 3246] [--scale 10000 1000000] [--jobs 2]
    python tests/bench/bench_dedupe.py --records 0 --scale --sets [press ...]

Also its growth, and with ``--sets`` what each policy, a stream and a memory make of each set of
`dedupe_sets` (see `dedupe_reached`). datasketch and rensa (``pip install datasketch rensa``) are
left out where they are not installed. datasketch is given MinHash signatures of 128 permutations
over shingles of three words, as its documentation shows and once more with each record's shingles
in one batch, and an index with the threshold that suits it best here; rensa the same shingles and
thresholds. Everything runs in one process on one core, and times are processor times; ``--scale``
prints time and peak memory of a process of its own for each size, and with ``--jobs`` the time by
the clock with so many workers.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations, islice

from dedupe_corpus import Told, corpus, told
from dedupe_reached import by_set
from dedupe_sets import SETS

from newsclean.article import Article
from newsclean.dedupe import Dedupe
from newsclean.dedupe.mark import Mark
from newsclean.dedupe.search import Union
from newsclean.dedupe.verdict import Drop

Groups = Iterable[Iterable[int]]


def by_newsclean(records: list[Told]) -> tuple[Groups, float]:
    """Stories as newsclean finds them, and the seconds of processor time it took."""
    stage = Dedupe(flag=True)
    start = time.process_time()
    verdicts = list(stage.judge([stage.mark(one.article) for one in records]))
    seconds = time.process_time() - start
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for i, (one, verdict) in enumerate(zip(records, verdicts, strict=True)):
        article = verdict.apply(one.article)
        assert article is not None
        groups[article.duplicate_of or article.id].append(i)
    return groups.values(), seconds


def by_datasketch(records: list[Told], threshold: float, *, batch: bool) -> tuple[Groups, float]:
    """Stories as connected by datasketch's index, and the seconds of processor time it took."""
    from datasketch import MinHash, MinHashLSH

    start = time.process_time()
    index = MinHashLSH(threshold=threshold, num_perm=128)
    head = list(range(len(records)))

    def root(i: int) -> int:
        while head[i] != i:
            i = head[i]
        return i

    for i, one in enumerate(records):
        words = re.findall(r"\w+", one.article.text.lower())
        shingles = {" ".join(words[k : k + 3]) for k in range(max(1, len(words) - 2))}
        signature = MinHash(num_perm=128)
        if batch:
            signature.update_batch([shingle.encode() for shingle in shingles])
        else:
            for shingle in shingles:
                signature.update(shingle.encode())
        for other in index.query(signature):
            head[root(other)] = root(i)
        index.insert(i, signature)
    seconds = time.process_time() - start
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(records)):
        groups[root(i)].append(i)
    return groups.values(), seconds


def by_rensa(records: list[Told], threshold: float) -> tuple[Groups, float]:
    """Stories as connected by rensa's index, and the seconds of processor time it took."""
    from rensa import RMinHash, RMinHashLSH

    start = time.process_time()
    index = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    stories = Union(len(records))
    for i, one in enumerate(records):
        words = re.findall(r"\w+", one.article.text.lower())
        signature = RMinHash(num_perm=128, seed=1)
        signature.update([" ".join(words[k : k + 3]) for k in range(max(1, len(words) - 2))])
        for other in index.query(signature):
            stories.join(other, i)
        index.insert(i, signature)
    seconds = time.process_time() - start
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i, head in enumerate(stories.heads().tolist()):
        groups[head].append(i)
    return groups.values(), seconds


def score(records: list[Told], groups: Groups) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of records."""
    found = {pair for group in groups for pair in combinations(sorted(group), 2)}
    stories: defaultdict[int, list[int]] = defaultdict(list)
    for i, one in enumerate(records):
        stories[one.story].append(i)
    true = {pair for story in stories.values() for pair in combinations(story, 2)}
    right = len(found & true)
    precision, recall = right / max(1, len(found)), right / max(1, len(true))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def compare(records: list[Told]) -> None:
    """Print both tools' results."""
    stories = len({one.story for one in records})
    words = sum(len(one.article.text.split()) for one in records) // len(records)
    print(f"{len(records):,} records of {stories:,} stories, {words} words on average")
    groups, seconds = by_newsclean(records)
    groups, seconds = by_newsclean(records)  # the first time also fills tables of words
    own = len(records) / seconds
    _print("newsclean", own, score(records, groups))
    try:
        rate, scores, threshold = _best(
            records, lambda threshold: by_datasketch(records, threshold, batch=True)
        )
    except ImportError:
        print("datasketch is not installed")
        return
    _, seconds = by_datasketch(records, threshold, batch=False)
    plain = len(records) / seconds
    _print(f"datasketch {threshold}", plain, scores)
    _print("  in batches", rate, scores)
    print(
        f"{own / plain:.1f} times as many records per second, {own / rate:.1f} times the batches'"
    )
    try:
        rate, scores, threshold = _best(records, lambda threshold: by_rensa(records, threshold))
    except ImportError:
        print("rensa is not installed")
        return
    _print(f"rensa {threshold}", rate, scores)


def _best(
    records: list[Told], run: Callable[[float], tuple[Groups, float]]
) -> tuple[float, tuple[float, float, float], float]:
    """Records per second, scores and threshold of the best of a few thresholds."""
    results = []
    for threshold in (0.3, 0.5, 0.7):
        groups, took = run(threshold)
        results.append((len(records) / took, score(records, groups), threshold))
    return max(results, key=lambda result: result[1][2])


def _print(name: str, rate: float, scores: tuple[float, float, float]) -> None:
    precision, recall, f1 = scores
    print(f"{name:<16}{rate:9,.0f} records/s  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def grow(count: int) -> None:
    """Print what so many records cost."""
    process = multiprocessing.get_context("spawn").Process(target=_grow, args=(count,))
    process.start()
    process.join()


def _grow(count: int) -> None:
    stage = Dedupe()
    start = time.process_time()
    aside = marking = 0.0

    def marks() -> Iterator[Mark]:
        nonlocal aside, marking
        records = islice(told(coining=True), count)
        while True:
            before = time.process_time()
            one = next(records, None)
            made = time.process_time()
            aside += made - before
            if one is None:
                return
            mark = stage.mark(one.article)
            marking += time.process_time() - made
            yield mark

    dropped = sum(isinstance(verdict, Drop) for verdict in stage.judge(marks()))
    seconds = time.process_time() - start - aside
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    mark, judge = 1e6 * marking / count, 1e6 * (seconds - marking) / count
    print(
        f"{count:>9,} records: {count / seconds:6,.0f} records/s (mark {mark:.0f} µs, judge "
        f"{judge:.0f} µs), {dropped:,} duplicates, peak {peak:.2f} GB",
        flush=True,
    )


_articles: list[Article] = []
"""What workers that were forked from this process read."""


def _marked(span: range) -> list[Mark]:
    stage = Dedupe()
    return [stage.mark(_articles[i]) for i in span]


def grow_together(count: int, jobs: int) -> None:
    """Print the time by the clock of so many records with some workers."""
    _articles[:] = [one.article for one in islice(told(coining=True), count)]
    spans = [range(low, min(low + 500, count)) for low in range(0, count, 500)]
    before = _spent(resource.RUSAGE_SELF), _spent(resource.RUSAGE_CHILDREN)
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        start = time.perf_counter()
        marks = chain.from_iterable(pool.imap(_marked, spans))
        dropped = sum(isinstance(v, Drop) for v in Dedupe().judge(marks, pool.imap))
        seconds = time.perf_counter() - start
        pool.close()
        pool.join()
    here, there = _spent(resource.RUSAGE_SELF) - before[0], _spent(resource.RUSAGE_CHILDREN)
    print(
        f"{count:>9,} records, {jobs} workers: {count / seconds:6,.0f} records/s by the clock "
        f"(processor time {1e6 * here / count:.0f} µs here, "
        f"{1e6 * (there - before[1]) / count:.0f} µs in the workers), {dropped:,} duplicates"
    )


def _spent(whose: int) -> float:
    usage = resource.getrusage(whose)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=3246)
    parser.add_argument("--scale", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--sets", choices=SETS, nargs="*")
    options = parser.parse_args()
    for count in options.scale:  # first: a process's peak memory begins with its parent's
        grow(count)
        if options.jobs:
            grow_together(count, options.jobs)
    if options.sets is not None:
        by_set(options.sets or SETS)
    if options.records:
        compare(corpus(options.records))


if __name__ == "__main__":
    main()
