// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The `ecg` dialect in C++: include this to speak about layers.

#ifndef ECG_IR_ECGOPS_H
#define ECG_IR_ECGOPS_H

#include "ecg/IR/EcgInterfaces.h"
#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Quant/QuantOps.h"
#include "mlir/Dialect/Quant/QuantTypes.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "ecg/IR/Shapes.h"

#include "ecg/IR/EcgDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "ecg/IR/EcgAttrs.h.inc"

#define GET_OP_CLASSES
#include "ecg/IR/EcgOps.h.inc"

#endif // ECG_IR_ECGOPS_H
