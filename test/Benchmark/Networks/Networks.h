// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The networks of benchmarks: real depth, and the widths of the papers or a
// share of them.

#ifndef ECG_TEST_BENCHMARK_NETWORKS_H
#define ECG_TEST_BENCHMARK_NETWORKS_H

#include "onnx/onnx_pb.h"

namespace ecg::benchmark {

/// He et al., CVPR 2016: 1000 classes of images of 3x224x224, or with windows
/// of 9 along 12 leads of 5000 samples; 25.5 M parameters either way. `width`
/// is that of the first layer, 64 in the paper.
onnx::ModelProto makeResNet50(bool is2d, int64_t width);

// Six classes of images of 3x36x36, as Birton has them. `percent` of the
// channels of the papers, at least 8.

/// Howard et al., arXiv 1704.04861: 3.2 M parameters.
onnx::ModelProto makeMobileNetV1(int64_t percent);
/// Sandler et al., CVPR 2018: 2.2 M parameters.
onnx::ModelProto makeMobileNetV2(int64_t percent);
/// Tan and Le, ICML 2019: 4.0 M parameters; swish, squeeze and excitation.
onnx::ModelProto makeEfficientNetB0(int64_t percent);

/// ECG of the student and the teachers of seed 004: 24 classes in the paper.
struct Recording {
  int64_t leads = 12, samples = 4096, classes = 24;
};

/// Chauhan et al. 2022: LRH-Net without age and gender; 16 channels at first.
onnx::ModelProto makeLrhNet(int64_t width, const Recording &recording);
/// Zhao et al., CinC 2020: the depth of ResNet18 along time, windows of 7,
/// squeeze and excitation; 64 channels at first and 8.9 M parameters.
onnx::ModelProto makeSeResNet(int64_t width, const Recording &recording);

} // namespace ecg::benchmark

#endif // ECG_TEST_BENCHMARK_NETWORKS_H
