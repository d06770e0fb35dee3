// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coupled channels as text, for people and tests.

#include "ecg/Analysis/ChannelGroups.h"
#include "ecg/IR/QuantTypes.h"
#include "ecg/Passes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace ecg {
#define GEN_PASS_DEF_PRINTCHANNELGROUPS
#include "ecg/Passes.h.inc"
} // namespace ecg

using namespace mlir;
using namespace ecg;

namespace {

/// What the user calls the layer, or what it is.
std::string nameOf(Operation *op) {
  std::string name = getLayerName(op->getLoc());
  return name.empty() ? op->getName().getStringRef().str() : name;
}

void print(const ChannelGroup &group, raw_ostream &os) {
  Operation *maker = group.getMaker();
  if (!maker && !group.readers.empty()) {
    os << "into ";
    maker = group.readers.front();
  }
  if (maker)
    os << nameOf(maker) << " (" << maker->getName() << ")";
  os << ": " << group.channels
     << (group.channels == 1 ? " channel" : " channels");
  if (!group.removable)
    os << ", kept: " << group.reason;
  else if (group.readers.empty())
    os << ", read by nobody";
  else
    os << ", read by "
       << llvm::join(llvm::map_range(group.readers, nameOf), ", ");
  os << "\n";
}

struct PrintChannelGroups
    : ecg::impl::PrintChannelGroupsBase<PrintChannelGroups> {
  void runOnOperation() override {
    for (const ChannelGroup &group : findChannelGroups(getOperation()))
      print(group, llvm::outs());
    markAllAnalysesPreserved();
  }
};

} // namespace
