// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// make-network NAME FILE [WIDTH]: a network of a benchmark with seeded random
// weights as ONNX. WIDTH is the first layer's for ResNet50, else percent of the
// paper's channels.

#include "Networks.h"
#include <cstdlib>
#include <fstream>
#include <iostream>

using namespace ecg::benchmark;

namespace {

struct Network {
  const char *name;
  int64_t width;
  onnx::ModelProto (*make)(int64_t width);
};

const Network networks[] = {
    {"resnet50-2d", 64, [](int64_t w) { return makeResNet50(true, w); }},
    {"resnet50-1d", 64, [](int64_t w) { return makeResNet50(false, w); }},
    {"mobilenetv1", 100, makeMobileNetV1},
    {"mobilenetv2", 100, makeMobileNetV2},
    {"efficientnetb0", 100, makeEfficientNetB0},
};

const Network *findNetwork(const std::string &name) {
  for (const Network &network : networks)
    if (name == network.name)
      return &network;
  return nullptr;
}

int fail(const std::string &message) {
  std::cerr << "error: " << message << "\n";
  return 1;
}

} // namespace

int main(int argc, char **argv) {
  const Network *network = argc > 1 ? findNetwork(argv[1]) : nullptr;
  int64_t width = argc > 3 ? std::atoll(argv[3]) : network ? network->width : 0;
  if (argc < 3 || !network || width < 1) {
    std::string names;
    for (const Network &known : networks)
      names += std::string(" ") + known.name;
    return fail("usage: make-network NAME FILE [WIDTH]; names are" + names);
  }
  std::ofstream file(argv[2], std::ios::binary);
  onnx::ModelProto model = network->make(width);
  if (!model.SerializeToOstream(&file) || !file.flush())
    return fail(std::string("cannot write ") + argv[2]);
  return 0;
}
