"""An operation says what it reads; who reads only the value treats equal values alike."""

from domain.bulk.operation import Reads
from domain.bulk.setting import Clear


def test_an_operation_reads_only_the_value_unless_it_says_so() -> None:
    assert not Clear().reads.anything
    assert Reads(keys=("a",)).anything
    assert Reads(above=True).anything
