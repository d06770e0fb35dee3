// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The list of codes, one file each. Users come through PackedWeights.h.

#ifndef ECG_LIB_COMPRESS_WEIGHTCODES_CODES_H
#define ECG_LIB_COMPRESS_WEIGHTCODES_CODES_H

#include "ecg/Compress/PackedWeights.h"

namespace ecg {

const WeightCode &zeroCode();
const WeightCode &ternaryCode();
/// Two's complement of `bits` bits, 2 to 8.
const WeightCode &fieldCode(unsigned bits);
const WeightCode &codebookCode();
/// Values of each row's own; never the code of all rows.
const WeightCode &rowCodebookCode();
const WeightCode &sparseCode();
/// Odd numbers of `bits` bits, 1 to 3.
const WeightCode &oddCode(unsigned bits);
const WeightCode &sumsCode();

} // namespace ecg

#endif // ECG_LIB_COMPRESS_WEIGHTCODES_CODES_H
