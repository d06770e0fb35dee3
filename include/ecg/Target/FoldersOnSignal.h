// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folders that must not outlive the program when Ctrl-C, SIGTERM or SIGHUP ends
// it. LLVM does this for files; folders need more than a handler may do.

#ifndef ECG_TARGET_FOLDERSONSIGNAL_H
#define ECG_TARGET_FOLDERSONSIGNAL_H

#include "llvm/ADT/StringRef.h"

namespace ecg {

/// From now on a signal that ends the program removes `folder` first.
void removeFolderOnSignal(llvm::StringRef folder);

/// Takes that back.
void dontRemoveFolderOnSignal(llvm::StringRef folder);

} // namespace ecg

#endif // ECG_TARGET_FOLDERSONSIGNAL_H
