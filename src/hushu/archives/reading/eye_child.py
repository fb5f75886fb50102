"""The inside of the child that reads writing in pictures, by RapidOCR's models, which come with its package."""

import io
import logging
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from PIL import Image

from hushu.foundation.confined_child import serve

SURE = 0.6  # of 1; what is less sure finds the wrong papers


@lru_cache(maxsize=1)
def eye() -> Any:
    """The models, loaded once a child."""
    logging.disable(logging.CRITICAL)
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": SURE,
            "Global.max_side_len": 1600,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def work(job: bytes) -> bytes:
    """The lines of one picture, top to bottom, as msgpack."""
    with Image.open(io.BytesIO(job), formats=("JPEG",)) as image:
        seen = eye()(np.asarray(image.convert("RGB")))
    return msgspec.msgpack.encode([str(line) for line in seen.txts or ()])


if __name__ == "__main__":
    serve(work)
