// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Folders that must not outlive the program when Ctrl-C, SIGTERM or SIGHUP ends
// it. LLVM does this for files; folders need more than a handler may do.

#ifndef ECG_TARGET_FOLDERSONSIGNAL_H
#define ECG_TARGET_FOLDERSONSIGNAL_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include <system_error>

namespace ecg {

/// While it lives, a signal that ends the program waits: for steps that are
/// only right as a whole. One whose signal has come does not get to begin. Not
/// to be nested.
class SignalsHeld {
public:
  SignalsHeld();
  ~SignalsHeld();
  SignalsHeld(const SignalsHeld &) = delete;
};

/// Makes `folder`, which must not exist; from then on a signal that ends the
/// program removes it first.
std::error_code createFolderRemovedOnSignal(llvm::StringRef folder,
                                            llvm::sys::fs::perms permissions);

/// Ends that: the folder is gone or has become somebody's.
void dontRemoveFolderOnSignal(llvm::StringRef folder);

} // namespace ecg

#endif // ECG_TARGET_FOLDERSONSIGNAL_H
