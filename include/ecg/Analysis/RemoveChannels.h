// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Takes channels out of a program: every value, constant and attribute in which
// they stand shrinks. Which channels, is the business of passes.

#ifndef ECG_ANALYSIS_REMOVECHANNELS_H
#define ECG_ANALYSIS_REMOVECHANNELS_H

#include "ecg/Analysis/ChannelGroups.h"
#include "llvm/ADT/BitVector.h"

namespace ecg {

/// Channels of one group that go.
struct ChannelRemoval {
  const ChannelGroup *group;
  llvm::BitVector dead; ///< a bit a channel
};

/// Removes channels of several groups of one findChannelGroups at once. Each
/// group must be removable and keep one channel at least. Afterwards the groups
/// are out of date, the removed ones as well as the others.
void removeChannels(llvm::ArrayRef<ChannelRemoval> removals);

/// The same for one group.
void removeChannels(const ChannelGroup &group, const llvm::BitVector &dead);

} // namespace ecg

#endif // ECG_ANALYSIS_REMOVECHANNELS_H
