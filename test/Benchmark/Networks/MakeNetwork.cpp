// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A network of a benchmark, with seeded random weights, as ONNX:
//
//   make-network NAME FILE [WIDTH [LEADS SAMPLES CLASSES]]
//
// WIDTH is percent of the paper's channels for images, else the channels of the
// first layer. What follows is for those that read ECG of any shape.

#include "Networks.h"
#include <cstdlib>
#include <fstream>
#include <iostream>

using namespace ecg::benchmark;

namespace {

struct Network {
  const char *name;
  int64_t width;
  onnx::ModelProto (*make)(int64_t width, const Recording &recording);
};

const Network networks[] = {
    {"resnet50-2d", 64, [](auto w, auto &) { return makeResNet50(true, w); }},
    {"resnet50-1d", 64, [](auto w, auto &) { return makeResNet50(false, w); }},
    {"mobilenetv1", 100, [](auto w, auto &) { return makeMobileNetV1(w); }},
    {"mobilenetv2", 100, [](auto w, auto &) { return makeMobileNetV2(w); }},
    {"efficientnetb0", 100,
     [](auto w, auto &) { return makeEfficientNetB0(w); }},
    {"lrhnet", 16, makeLrhNet},
    {"seresnet", 64, makeSeResNet},
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
  int64_t width = network ? network->width : 0;
  Recording recording;
  int64_t *const numbers[] = {&width, &recording.leads, &recording.samples,
                              &recording.classes};
  bool good = network && argc >= 3 && argc <= 7;
  for (int i = 3; good && i < argc; ++i)
    good = (*numbers[i - 3] = std::atoll(argv[i])) > 0;
  if (!good) {
    std::string names;
    for (const Network &known : networks)
      names += std::string(" ") + known.name;
    return fail("usage: make-network NAME FILE [WIDTH [LEADS SAMPLES "
                "CLASSES]]; names are" +
                names);
  }
  std::ofstream file(argv[2], std::ios::binary);
  onnx::ModelProto model = network->make(width, recording);
  if (!model.SerializeToOstream(&file) || !file.flush())
    return fail(std::string("cannot write ") + argv[2]);
  return 0;
}
