# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Prints the examples of the ops as one MLIR module: a function an op, whose
# arguments are the values its example uses and does not define.

import re
import sys


def split_types(text):
    """Splits at commas outside of brackets."""
    types, depth, start = [], 0, 0
    for i, char in enumerate(text + ","):
        if char == "," and depth == 0:
            types.append(text[start:i].strip())
            start = i + 1
        depth += (char in "<{") - (char in ">}")
    return [kind for kind in types if kind]


def arguments(statement):
    """Names and types of the operands of one statement."""
    body, signature = statement.split("=", 1)[1].split(" : ", 1)
    operands = signature.rsplit("->", 1)[0].strip()
    if operands.startswith("("):
        operands = operands[1:-1]
    return list(zip(re.findall(r"%\w+", body), split_types(operands)))


description = open(sys.argv[1]).read()
for op, text in re.findall(r"^### `(ecg\.\w+)`(.*?)(?=^##)", description, re.M | re.S):
    example = re.search(r"```mlir\n(.*?)```", text, re.S)
    if not example:
        sys.exit(f"{op} has no example")
    statements = re.split(r"\n(?=%)", example.group(1).strip())
    values = {}
    for statement in statements:
        if not re.search(r"ecg\.(constant|multi_bit) ", statement):
            values.update(arguments(statement))
    names = ", ".join(f"{name}: {kind}" for name, kind in values.items())
    print(f"func.func @{op.replace('.', '_')}({names}) {{")
    print(example.group(1) + "return\n}")
