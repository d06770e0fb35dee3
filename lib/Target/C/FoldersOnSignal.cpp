// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Removing folders on a signal. The handler only writes to a pipe; a thread
// that waits at its other end does the work, as removing a tree allocates.

#include "ecg/Target/FoldersOnSignal.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include <fcntl.h>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>

namespace ecg {

namespace {

/// What shells report for a program ended by Ctrl-C.
constexpr int interruptedCode = 130;

int wakeUp = -1;

class Watch {
public:
  Watch() {
    int ends[2];
    // Compilers we start must not hold the pipe open.
    if (pipe2(ends, O_CLOEXEC) != 0)
      return; // out of descriptors: a signal then ends the program as ever
    wakeUp = ends[1];
    std::thread([this, end = ends[0]] { waitFor(end); }).detach();
    llvm::sys::SetInterruptFunction(
        [] { [[maybe_unused]] ssize_t written = write(wakeUp, "", 1); });
  }

  std::mutex mutex;
  std::set<std::string> folders;

private:
  void waitFor(int end) {
    char byte;
    if (::read(end, &byte, 1) != 1)
      return;
    std::lock_guard<std::mutex> lock(mutex);
    for (const std::string &folder : folders)
      llvm::sys::fs::remove_directories(folder);
    _exit(interruptedCode);
  }
};

/// Never destroyed: its thread may outlive main.
Watch &watch() {
  static Watch &instance = *new Watch;
  return instance;
}

} // namespace

void removeFolderOnSignal(llvm::StringRef folder) {
  std::lock_guard<std::mutex> lock(watch().mutex);
  watch().folders.insert(folder.str());
}

void dontRemoveFolderOnSignal(llvm::StringRef folder) {
  std::lock_guard<std::mutex> lock(watch().mutex);
  watch().folders.erase(folder.str());
}

} // namespace ecg
