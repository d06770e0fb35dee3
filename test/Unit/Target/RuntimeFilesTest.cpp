// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Kernel sets hide reference kernels, and closures follow includes.

#include "ecg/Target/RuntimeFiles.h"
#include "llvm/ADT/STLExtras.h"
#include <gtest/gtest.h>

using namespace ecg;

static std::vector<std::string> pathsOf(llvm::StringRef set,
                                        std::vector<std::string> names) {
  auto files = RuntimeFiles(set).closure(names);
  if (!files)
    return {toString(files.takeError())};
  std::vector<std::string> paths;
  for (const RuntimeFile *file : *files)
    paths.push_back(file->path.str());
  return paths;
}

TEST(RuntimeFiles, ClosureFollowsIncludes) {
  EXPECT_EQ(pathsOf("ref", {"clip_f32.h"}),
            (std::vector<std::string>{
                "include/ecg_rt/activations.h", "kernels/ref/clamp.h",
                "kernels/ref/clip_f32.h", "include/ecg_rt/ecg_rt.h"}));
}

TEST(RuntimeFiles, UnknownHeaderIsNamed) {
  EXPECT_EQ(pathsOf("ref", {"warp_drive.h"}),
            std::vector<std::string>{
                "kernel set 'ref' has no header 'warp_drive.h'"});
}

// A set is complete: what it does not have comes from ref.
TEST(RuntimeFiles, SetHidesReference) {
  for (std::string name : {"cortex-m", "cortex-m55", "scalar"}) {
    RuntimeFiles set(name);
    for (const RuntimeFile &file : embeddedRuntime()) {
      if (file.path.starts_with("kernels/" + name + "/")) {
        EXPECT_EQ(set.find(file.name()), &file);
      }
      if (file.path.starts_with("kernels/ref/")) {
        EXPECT_TRUE(set.find(file.name()));
      }
    }
  }
}

// What the vectors do not help comes from the set of the same core's DSP.
TEST(RuntimeFiles, SetStandsOnAnother) {
  const RuntimeFile *file = RuntimeFiles("cortex-m55").find("lstm_s8.h");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path, "kernels/cortex-m/lstm_s8.h");
}

TEST(RuntimeFiles, PortsAreEmbedded) {
  std::vector<std::string> names;
  for (const RuntimeFile *file : portFiles("mps2-an386"))
    names.push_back(file->name().str());
  EXPECT_TRUE(llvm::is_contained(names, "port.h"));
  EXPECT_TRUE(llvm::is_contained(names, "link.ld"));
}
