import pytest

from app.kernel import KernelError
from app.kernel.codes import PrefixCode


def test_a_message_comes_back():
    """What was encoded is decoded, without any commas."""
    code = PrefixCode(("0", "10", "110", "111"))
    message = [3, 0, 1, 1, 2, 0]
    assert code.encode(message) == "11101010" + "1100"
    assert code.decode(code.encode(message)) == message
    assert code.lengths.tolist() == [1.0, 2.0, 3.0, 3.0]


@pytest.mark.parametrize("words", [("0", "01"), ("1", "00", "1"), ("", "0"), ("10", "0", "101")])
def test_a_word_that_begins_another_is_refused(words):
    """Codewords of which one begins another are refused, and both are named."""
    with pytest.raises(KernelError, match="could be cut in two ways"):
        PrefixCode(words)


def test_other_characters_are_refused():
    """A codeword is made of 0 and 1 alone."""
    with pytest.raises(KernelError, match=r"codewords\[1\] is '2'"):
        PrefixCode(("0", "2"))


def test_what_cannot_be_encoded_or_decoded_is_named():
    """An outcome without a codeword, an unknown one, and bits that end too early are refused."""
    code = PrefixCode(("0", "10", None, "11"))
    with pytest.raises(KernelError, match="outcome 2 has no codeword"):
        code.encode([0, 2])
    with pytest.raises(KernelError, match="there is no outcome 4"):
        code.encode([4])
    with pytest.raises(KernelError, match="ends with '1'"):
        code.decode("0101")
