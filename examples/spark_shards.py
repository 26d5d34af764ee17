"""The shards of a pipeline file on a Spark cluster, then what is left of it here.

    spark-submit examples/spark_shards.py pipeline.toml 400

Executors need newsclean, and must see the pipeline file, its inputs and its parts by the same
names.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pyspark.sql import SparkSession


def main() -> int:
    """Do all shards, and collect them if all were done."""
    pipeline, count = str(Path(sys.argv[1]).resolve()), int(sys.argv[2])

    def shard(number: int) -> int:
        """Do a shard in a process of its own; its exit status."""
        words = ["run", pipeline, "-q", "--fail-on", "never", "--shard", f"{number}/{count}"]
        return subprocess.run([sys.executable, "-m", "newsclean", *words], check=False).returncode

    context = SparkSession.builder.appName("newsclean").getOrCreate().sparkContext
    statuses = context.parallelize(range(1, count + 1), count).map(shard).collect()
    if any(statuses):
        print(f"{sum(map(bool, statuses))} shards failed; run this again", file=sys.stderr)
        return 1
    words = ["run", pipeline, "--collect"]
    return subprocess.run([sys.executable, "-m", "newsclean", *words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
