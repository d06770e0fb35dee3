// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Removing folders on a signal. The handler only writes to a pipe; a thread
// that waits at its other end does the work, as removing a tree allocates. The
// rest of the program runs on meanwhile, up to where it would make another
// folder, put one in its place, or end.

#include "ecg/Target/FoldersOnSignal.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include <atomic>
#include <cstdlib>
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
std::atomic<bool> stopped = false;

class Watch {
public:
  Watch() {
    int ends[2];
    // Compilers we start must not hold the pipe open.
    if (pipe2(ends, O_CLOEXEC) != 0)
      return; // out of descriptors: a signal then ends the program as ever
    wakeUp = ends[1];
    std::thread([this, end = ends[0]] { waitFor(end); }).detach();
    llvm::sys::SetInterruptFunction([] {
      stopped = true;
      [[maybe_unused]] ssize_t written = write(wakeUp, "", 1);
    });
    std::atexit([] { SignalsHeld wait; });
  }

  std::recursive_mutex mutex;
  std::set<std::string> folders;

private:
  void waitFor(int end) {
    char byte;
    // The signal itself may arrive on this thread and interrupt the read.
    llvm::sys::RetryAfterSignal(-1, ::read, end, &byte, 1);
    std::lock_guard<std::recursive_mutex> lock(mutex);
    for (const std::string &folder : folders)
      removeWhileInUse(folder);
    _exit(interruptedCode);
  }

  /// Nobody who still writes to the folder finds it under its new name; a file
  /// that was just being opened is met by another round.
  static void removeWhileInUse(const std::string &folder) {
    constexpr int mostRounds = 100;
    std::string gone = folder + "-stopped";
    llvm::sys::fs::rename(folder, gone);
    for (int round = 0; round < mostRounds && llvm::sys::fs::exists(gone);
         ++round)
      llvm::sys::fs::remove_directories(gone);
  }
};

/// Never destroyed: its thread may outlive main.
Watch &watch() {
  static Watch &instance = *new Watch;
  return instance;
}

} // namespace

SignalsHeld::SignalsHeld() {
  watch().mutex.lock();
  if (!stopped)
    return;
  watch().mutex.unlock();
  while (true)
    pause(); // the thread of the watch ends the program
}

SignalsHeld::~SignalsHeld() { watch().mutex.unlock(); }

std::error_code createFolderRemovedOnSignal(llvm::StringRef folder,
                                            llvm::sys::fs::perms permissions) {
  SignalsHeld held;
  if (std::error_code error = llvm::sys::fs::create_directory(
          folder, /*IgnoreExisting=*/false, permissions))
    return error;
  watch().folders.insert(folder.str());
  return {};
}

void dontRemoveFolderOnSignal(llvm::StringRef folder) {
  std::lock_guard<std::recursive_mutex> lock(watch().mutex);
  watch().folders.erase(folder.str());
}

} // namespace ecg
