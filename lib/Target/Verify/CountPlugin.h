// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plugin that counts instructions, as C text. Private to the room.

#ifndef ECG_LIB_TARGET_VERIFY_COUNTPLUGIN_H
#define ECG_LIB_TARGET_VERIFY_COUNTPLUGIN_H

#include "llvm/ADT/StringRef.h"

namespace ecg {

/// Built as a shared library, loaded with `mark=<bytes of the mark, hex>` and
/// `out=FILE`. Writes a line an instruction that ran behind the first mark:
/// region, address, how often, bytes (and perhaps some of the next one's).
llvm::StringRef countPluginSource();

} // namespace ecg

#endif // ECG_LIB_TARGET_VERIFY_COUNTPLUGIN_H
