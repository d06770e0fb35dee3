// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every pass of the compiler, in pipeline order. A pass is declared here and
// nowhere else; passes/<Name>.cpp implements it.

#ifndef ECG_PASSES_TD
#define ECG_PASSES_TD

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// Simplify
//===----------------------------------------------------------------------===//

def FoldConstants : Pass<"ecg-fold-constants", "::mlir::func::FuncOp"> {
  let summary = "compute layers whose inputs are all constants";
  let description = [{
    Runs every layer that can be run on the host (ExecOpInterface or a reference
    kernel) and reads only constants that are not quantized, and puts a constant
    in its place.

    ```mlir
    %a = ecg.constant dense<[1.0, 2.0]> : tensor<2xf32> -> tensor<2xf32>
    %b = ecg.mul %a, %a : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
    // becomes
    %b = ecg.constant dense<[1.0, 4.0]> : tensor<2xf32> -> tensor<2xf32>
    ```
  }];
  let options = [
    Option<"maxElements", "max-elements", "int64_t", /*default=*/"1 << 20",
           "Keep layers whose result is larger: they would cost four bytes of "
           "the device's flash an element">
  ];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
}

def FuseSwish : Pass<"ecg-fuse-swish", "::mlir::func::FuncOp"> {
  let summary = "recognise swish and hard swish by their formulas";
  let description = [{
    `x * sigmoid(x)` becomes `ecg.swish`; `x * clip(x + 3, 0, 6) / 6` and
    `x * clip(x / 6 + 0.5, 0, 1)` become `ecg.hard_swish`: one table on int8
    instead of two and a product.

    ```mlir
    %0 = ecg.sigmoid %x : tensor<1x5xf32> -> tensor<1x5xf32>
    %1 = ecg.mul %x, %0 : (tensor<1x5xf32>, tensor<1x5xf32>) -> tensor<1x5xf32>
    // becomes
    %1 = ecg.swish %x : tensor<1x5xf32> -> tensor<1x5xf32>
    ```
  }];
}

def FuseGelu : Pass<"ecg-fuse-gelu", "::mlir::func::FuncOp"> {
  let summary = "recognise GELU by its formulas";
  let description = [{
    `x / 2 * (1 + erf(x / sqrt(2)))` becomes `ecg.unary "gelu"`, and
    `x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))` becomes
    `ecg.unary "gelu_tanh"`, in whatever order the factors are multiplied.

    ```mlir
    %0 = ecg.mul %x, %root : ...
    %1 = ecg.unary "erf" %0 : ...
    %2 = ecg.add %1, %one : ...
    %3 = ecg.mul %x, %2 : ...
    %4 = ecg.mul %3, %half : ...
    // becomes
    %4 = ecg.unary "gelu" %x : tensor<1x5xf32> -> tensor<1x5xf32>
    ```
  }];
}

def FuseLayerNorm : Pass<"ecg-fuse-layer-norm", "::mlir::func::FuncOp"> {
  let summary = "recognise layer normalization by its formula";
  let description = [{
    `(x - mean) / sqrt(mean((x - mean)^2) + epsilon)` with means along
    neighbouring dimensions becomes `ecg.layer_norm`, which takes constants that
    it is multiplied with and that are added as its scale and shift.

    ```mlir
    %3 = ecg.binary "sub" %x, %mean : ...
    %4 = ecg.unary "square" %3 : ...
    %5 = ecg.reduce "mean" %4 axes [2] keep_dims : ...
    %6 = ecg.add %5, %epsilon : ...
    %7 = ecg.unary "sqrt" %6 : ...
    %8 = ecg.binary "div" %3, %7 : ...
    // becomes
    %8 = ecg.layer_norm %x, %ones, %zeros axes [2] epsilon 1.0e-05
        : (tensor<1x10x24xf32>, tensor<24xf32>, tensor<24xf32>)
        -> tensor<1x10x24xf32>
    ```
  }];
}

def LowerRank : Pass<"ecg-lower-rank", "::mlir::func::FuncOp"> {
  let summary = "turn 2-D layers over one row into 1-D ones";
  let description = [{
    Convolutions and pools whose window is 1 along a dimension of size 1 lose
    that dimension, as tf2onnx writes 1-D layers. A convolution of one position
    becomes a linear layer, as squeeze-and-excitation needs it. Padding would
    make another sum of it: such layers stay.

    ```mlir
    %0 = ecg.conv2d %x, %w : (tensor<1x2x1x8xf32>, tensor<3x2x1x5xf32>) -> ...
    // becomes
    %1 = ecg.reshape %x : tensor<1x2x1x8xf32> -> tensor<1x2x8xf32>
    %2 = ecg.conv1d %1, %w1 : (tensor<1x2x8xf32>, tensor<3x2x5xf32>) -> ...
    %0 = ecg.reshape %2 : tensor<1x3x4xf32> -> tensor<1x3x1x4xf32>
    ```
  }];
}

def SinkTransposes : Pass<"ecg-sink-transposes", "::mlir::func::FuncOp"> {
  let summary = "move transposes towards the results until they cancel";
  let description = [{
    A transpose moves past layers that can work in any order of dimensions
    (LayoutOpInterface), past reshapes that leave what they merge or split side
    by side, and past linear layers, which become convolutions with a kernel of
    one. Other operands follow where that is free: constants, products, layers
    nobody else reads, and values that are transposed anyway. Products
    (`ecg.matmul`) take in the transposes around them, a linear layer behind a
    flatten puts its columns in another order. Two transposes that meet become
    one or none. Reshapes move past activations, so that the layer before can
    absorb them. A transpose stays where one of its readers holds it.

    ```mlir
    %0 = ecg.transpose %x permutation [0, 2, 1] : ...
    %1 = ecg.relu %0 : ...
    %2 = ecg.transpose %1 permutation [0, 2, 1] : ...
    // becomes
    %2 = ecg.relu %x : ...
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Train
//===----------------------------------------------------------------------===//

// What every pass that learns takes; docs/training.md has names and keys.
defvar learnOptions = [
  Option<"data", "data", "std::string", "",
         "labelled ECG: .npz, WFDB or synthetic: (docs/data.md)">,
  Option<"dataOptions", "data-options", "std::string", "",
         "how to read it, as key=value,... (docs/data.md)">,
  Option<"batch", "batch", "unsigned", "16", "samples a step">,
  Option<"rate", "lr", "double", "1e-4", "learning rate; low, as weights are "
         "good already; 0 leaves them and measures the statistics of batch "
         "norms anew, as pruning needs">,
  Option<"optimizer", "optimizer", "std::string", "\"adam\"",
         "adam, adamw, amsgrad or sgd, with keys">,
  Option<"schedule", "schedule", "std::string", "\"constant\"",
         "constant, cosine, step, plateau or one-cycle, with keys">,
  Option<"loss", "loss", "std::string", "\"auto\"", "what is made small">,
  Option<"augment", "augment", "std::string", "\"none\"",
         "none, light or strong, with keys">,
  Option<"metric", "metric", "std::string", "",
         "chooses the best epoch; default: accuracy, or the loss">,
  Option<"seed", "seed", "uint64_t", "0", "same seed, same bytes">,
  Option<"freezeStatistics", "freeze-statistics", "bool", "false",
         "batch normalization keeps its statistics">,
  Option<"threads", "threads", "unsigned", "0", "0: one a core">
];

// With teachers, who may be none.
defvar teacherOptions = [
  ListOption<"teachers", "teacher", "std::string", "files of the teachers">
];

defvar trainOptions = learnOptions # [
  Option<"epochs", "epochs", "unsigned", "10", "epochs; the best is kept">
];

def FineTune : Pass<"ecg-fine-tune", "::mlir::func::FuncOp"> {
  let summary = "train the weights of the network as it is now on data";
  let description = [{
    Learns from the train split of labelled ECG and keeps the epoch that does
    best on the val split, anywhere in a pipeline: after channels were removed,
    before quantization. Shapes stay, constants that are weights change. The
    same seed gives the same bytes on any number of threads.

    ```mlir
    %w = ecg.constant dense<[[0.0, 1.0]]> : ...
    %0 = ecg.linear %x, %w : ...
    // becomes, say
    %w = ecg.constant dense<[[0.1, 0.9]]> : ...
    %0 = ecg.linear %x, %w : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = trainOptions;
}

def Distill : Pass<"ecg-distill", "::mlir::func::FuncOp"> {
  let summary = "train the network on data and on what other networks say";
  let description = [{
    As `ecg-fine-tune`, with teachers: networks with the same outputs, as MLIR
    text or bytecode (`ecg-opt model.onnx --emit=ecg` makes one of any model).
    `loss` takes how much they count: `cross-entropy,distill-weight=0.7`.

    ```mlir
    %0 = ecg.linear %x, %w : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = trainOptions # teacherOptions;
}

def PruneChannels : Pass<"ecg-prune-channels", "::mlir::func::FuncOp"> {
  let summary = "remove the channels that matter least, learning in between";
  let description = [{
    Channels go from every layer that can lose some, together with all that is
    tied to them (`findChannelGroups`): weights, biases and values shrink, and
    with them the C. `prune` says by which score, down to what, in how many
    rounds, and how long what stays learns after each; the other options are
    about that learning. The network must not be quantized; batch norms should
    not be folded yet, so that they can measure their statistics anew.

    With `prune=l1,keep=0.5,epochs=0`, which needs no data:

    ```mlir
    %k = ecg.constant dense<[[[3.0]], [[-1.0]], [[0.5]], [[-2.0]]]> : ...
    %0 = ecg.conv1d %x, %k : (tensor<1x1x8xf32>, tensor<4x1x1xf32>)
        -> tensor<1x4x8xf32>
    // becomes
    %k = ecg.constant dense<[[[3.0]], [[-2.0]]]> : ...
    %0 = ecg.conv1d %x, %k : (tensor<1x1x8xf32>, tensor<2x1x1xf32>)
        -> tensor<1x2x8xf32>
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"prune", "prune", "std::string", "",
           "score,key=value,...: what goes and how far (docs/pruning.md)">
  ] # learnOptions # teacherOptions;
}

def SparsifyWeights : Pass<"ecg-sparsify-weights", "::mlir::func::FuncOp"> {
  let summary = "make the smallest weights zero, learning in between";
  let description = [{
    Single weights become zero, as many as `sparsify` says or in an N:M pattern,
    and stay zero while the others learn. Rows of many zeros are stored in fewer
    bytes when the network is lowered; the kernels do the same work. The network
    must not be quantized.

    With `sparsify=sparsity=0.5,epochs=0`, which needs no data:

    ```mlir
    %k = ecg.constant dense<[[3.0, -1.0, 0.5, -2.0]]> : ...
    // becomes
    %k = ecg.constant dense<[[3.0, 0.0, 0.0, -2.0]]> : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"sparsify", "sparsify", "std::string", "",
           "key=value,...: how many and how (docs/sparsity.md)">
  ] # learnOptions # teacherOptions;
}

//===----------------------------------------------------------------------===//
// Fold
//===----------------------------------------------------------------------===//

def FoldBatchNorm : Pass<"ecg-fold-batch-norm", "::mlir::func::FuncOp"> {
  let summary = "put batch norms and constant muls and adds into weights";
  let description = [{
    A batch norm behind a convolution or linear layer scales its weights and
    shifts its bias. One in front of it does the same where that is exact: a
    shift cannot pass zero padding, which is added behind it. Reshapes,
    transposes and pools in between do not matter where they commute. Muls and
    adds of a constant that varies by channel count as batch norms, which is
    how some exporters write them; two in a row become one `ecg.batch_norm`
    when no layer takes them. What fits nowhere stays.

    ```mlir
    %0 = ecg.conv1d %x, %w, %b : ...
    %1 = ecg.batch_norm %0, %scale, %shift, %mean, %variance epsilon 1.0e-5
    // becomes
    %1 = ecg.conv1d %x, %w1, %b1 : ...
    ```
  }];
}

def RemoveDeadChannels
    : Pass<"ecg-remove-dead-channels", "::mlir::func::FuncOp"> {
  let summary = "remove channels that are constant or that nobody reads";
  let description = [{
    A row of zeros in a weight makes a channel that is its bias everywhere, and
    that stays one number through activations, pools, sums and reshapes. The
    layers that read it take that number into their bias, except behind zero
    padding, where it would be wrong at the borders unless it is 0. Channels
    whose columns are zero in every reader go as well. All dimensions that are
    tied to the channel shrink together, in residual branches too.
    Inputs and outputs of the function keep their shape.

    ```mlir
    %w = ecg.constant dense<[[[1.0]], [[0.0]]]> : ...
    %0 = ecg.conv1d %x, %w : (...) -> tensor<1x2x8xf32>
    // becomes
    %w = ecg.constant dense<[[[1.0]]]> : ...
    %0 = ecg.conv1d %x, %w : (...) -> tensor<1x1x8xf32>
    ```
  }];
}

def PrintChannelGroups
    : Pass<"ecg-print-channel-groups", "::mlir::func::FuncOp"> {
  let summary = "print which channels are coupled and which can be removed";
  let description = [{
    A line a group (docs/pruning.md): the layer that makes the channels, how
    many there are, and who reads them or, where they cannot be removed, who
    needs all of them. Changes nothing.

    ```
    conv1 (ecg.conv1d): 8 channels, read by conv2
    conv2 (ecg.conv1d): 17 channels, kept: output 'logits'
    ```
  }];
}

def FuseActivation
    : Pass<"ecg-fuse-activation", "::mlir::func::FuncOp"> {
  let summary = "fuse relu and clip into the layer before them";
  let description = [{
    A ReLU or clip that is the only user of a convolution, linear layer, add
    or mul becomes its `clamp`, also through max-pools, reshapes and transposes
    in between.

    ```mlir
    %0 = ecg.conv1d %x, %w : (...) -> tensor<1x2x4xf32>
    %1 = ecg.relu %0 : tensor<1x2x4xf32> -> tensor<1x2x4xf32>
    // becomes
    %1 = ecg.conv1d %x, %w clamp <0.0, inf> : (...) -> tensor<1x2x4xf32>
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Cluster
//===----------------------------------------------------------------------===//

def ClusterWeights : Pass<"ecg-cluster-weights", "::mlir::func::FuncOp"> {
  let summary = "let the weights of a layer share a few values, which learn";
  let description = [{
    k-means over the weights of each layer; afterwards the shared values learn
    together. Up to 16 of them are stored as indices of four bits or fewer and a
    table when the network is quantized and lowered. Batch norms should be
    folded before, the network must not be quantized.

    With `cluster=2,epochs=0`, which needs no data:

    ```mlir
    %k = ecg.constant dense<[[3.0, -1.0, 2.0, -2.0]]> : ...
    // becomes
    %k = ecg.constant dense<[[2.5, -1.5, 2.5, -1.5]]> : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"cluster", "cluster", "std::string", "",
           "count,key=value,...: how many values (docs/clustering.md)">
  ] # learnOptions # teacherOptions;
}

//===----------------------------------------------------------------------===//
// Quantize
//===----------------------------------------------------------------------===//

def RemoveSilentChannels
    : Pass<"ecg-remove-silent-channels", "::mlir::func::FuncOp"> {
  let summary = "drop weights that read channels which carry nothing";
  let description = [{
    Runs the network on data. Weights that read a channel which is 0 in every
    sample were never trained, whatever they are; they become 0, with a remark,
    and ecg-remove-dead-channels can remove the channel. Without it a single
    such weight ruins the scale of its row.

    ```mlir
    %k = ecg.constant dense<[[[1.0], [1.67e6]]]> : ...
    %1 = ecg.conv1d %relu, %k : ...
    // becomes, where channel 1 of %relu is always 0
    %k = ecg.constant dense<[[[1.0], [0.0]]]> : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"data", "data", "std::string", "",
           "data set to run: .npz, WFDB or synthetic: (docs/data.md)">,
    Option<"dataOptions", "data-options", "std::string", "",
           "how to read it, as key=value,... (docs/data.md)">,
    Option<"split", "split", "std::string", "\"train\"",
           "part of the data to take">,
    Option<"samples", "samples", "unsigned", "0",
           "number of samples, evenly spaced over the split; 0: all">
  ];
}

def EqualizeChannels : Pass<"ecg-equalize-channels", "::mlir::func::FuncOp"> {
  let summary = "make the channels of activations alike in size";
  let description = [{
    Cross-layer equalization on data: where only weights and layers that keep
    positive factors make and read a tensor, its small channels are multiplied
    by a power of two and what reads them divided by it, if that is expected to
    bring less noise once activations and weights are int8 (`@equalize`). What
    the network computes in float stays the same, bit for bit. Comes before
    ecg-calibrate.

    ```mlir
    %k = ecg.constant dense<[[[8.0]], [[0.5]]]> : ...
    %0 = ecg.conv1d %x, %k : ...
    %l = ecg.constant dense<[[[1.0], [1.0]]]> : ...
    %1 = ecg.conv1d %0, %l : ...
    // becomes
    %k = ecg.constant dense<[[[8.0]], [[8.0]]]> : ...
    %l = ecg.constant dense<[[[1.0], [0.0625]]]> : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"data", "data", "std::string", "",
           "data set to run: .npz, WFDB or synthetic: (docs/data.md)">,
    Option<"dataOptions", "data-options", "std::string", "",
           "how to read it, as key=value,... (docs/data.md)">,
    Option<"split", "split", "std::string", "\"train\"",
           "part of the data to take">,
    Option<"samples", "samples", "unsigned", "128",
           "number of samples, evenly spaced over the split; 0: all">,
    Option<"threads", "threads", "unsigned", "0", "0: one a core">
  ];
}

def Calibrate : Pass<"ecg-calibrate", "::mlir::func::FuncOp"> {
  let summary = "find the range of every tensor by running the network on data";
  let description = [{
    Runs the float network on samples of a data set and writes the range that
    quantization shall cover onto every layer (`ecg.ranges`, one pair a
    result) and argument (`ecg.range`). What was done stands in
    `ecg.calibration` of the function. The same data give the same ranges on
    any number of threads. A network that already has quantize/dequantize pairs
    is left alone.

    ```mlir
    %0 = ecg.relu %x : ...
    // becomes
    %0 = ecg.relu %x {ecg.ranges = [array<f32: 0.0, 2.55>]} : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"data", "data", "std::string", "",
           "data set to run: .npz, WFDB or synthetic: (docs/data.md)">,
    Option<"dataOptions", "data-options", "std::string", "",
           "how to read it, as key=value,... (docs/data.md)">,
    Option<"split", "split", "std::string", "\"train\"",
           "part of the data to take; taking test spoils later accuracies">,
    Option<"samples", "samples", "unsigned", "128",
           "number of samples, evenly spaced over the split in file order so "
           "that every class and record is met; 0: all">,
    Option<"method", "method", "std::string", "\"minmax\"",
           "minmax: all values seen, clips nothing; percentile: cuts a fixed "
           "share; kl: least information lost; mse: least squared error">,
    Option<"percentile", "percentile", "double", "99.99",
           "percent of values inside either end (method percentile)">,
    Option<"threads", "threads", "unsigned", "0", "0: one a core">
  ];
}

def SplitWeights : Pass<"ecg-split-weights", "::mlir::func::FuncOp"> {
  let summary = "give layers weights of two int8 terms";
  let description = [{
    The weights of a layer become the sum of their nearest multiples of the
    scale of their row and of what those miss, and the layer the sum of two
    (`@split_weights`). Rounded to int8, they have some 15 bits together. Comes
    before ecg-calibrate, and only pays where activations are finer than int8.

    ```mlir
    %k = ecg.constant dense<[[127.0, 1.25]]> : ...
    %0 = ecg.linear %x, %k, %b : ...
    // becomes
    %k = ecg.constant dense<[[127.0, 1.0]]> : ...
    %r = ecg.constant dense<[[0.0, 0.25]]> : ...
    %1 = ecg.linear %x, %k, %b {ecg.keep_weights} : ...
    %2 = ecg.linear %x, %r : ...
    %0 = ecg.add %1, %2 : ...
    ```
  }];
  let options = [
    ListOption<"layers", "layers", "std::string",
               "names of the layers; others stay as they are">
  ];
}

def RoundWeights : Pass<"ecg-round-weights", "::mlir::func::FuncOp"> {
  let summary = "round weights so that layers err least on data";
  let description = [{
    Needs calibrated ranges. Layer by layer, in the order in which they run:
    samples go through the network as it was and through the one whose
    activations and earlier weights are rounded; then the weights of the layer
    are rounded one after the other, each up or down, and those that remain make
    up for the error so far (@rounding); its bias takes the mean error. Weights
    become multiples of `ecg.weight_scales`, which ecg-insert-qdq keeps. The
    program stays in float, and the same data give the same weights.

    ```mlir
    %k = ecg.constant dense<[[1.27, 0.234]]> : ...
    %0 = ecg.linear %x, %k, %b {ecg.ranges = ...} : ...
    // becomes
    %k = ecg.constant dense<[[1.27, 0.24]]> : ...
    %0 = ecg.linear %x, %k, %c
        {ecg.ranges = ..., ecg.weight_scales = array<f64: 0.01>} : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"data", "data", "std::string", "",
           "data set to run: .npz, WFDB or synthetic: (docs/data.md)">,
    Option<"dataOptions", "data-options", "std::string", "",
           "how to read it, as key=value,... (docs/data.md)">,
    Option<"split", "split", "std::string", "\"train\"",
           "part of the data to take; taking test spoils later accuracies">,
    Option<"samples", "samples", "unsigned", "32",
           "number of samples, evenly spaced over the split; 0: all; their "
           "activations of a few layers are in memory at once">,
    Option<"activations", "activations", "std::string", "\"int8\"",
           "as of ecg-insert-qdq">,
    ListOption<"skip", "skip", "std::string", "as of ecg-insert-qdq">
  ];
}

def InsertQdq : Pass<"ecg-insert-qdq", "::mlir::func::FuncOp"> {
  let summary = "put quantize/dequantize pairs where calibrated ranges are";
  let description = [{
    Every layer that can run on integers gets a pair around each activation it
    reads or writes, int8 weights by output channel (those that
    ecg-round-weights chose, where it was there) and an int32 bias. Scale
    and zero point come from `ecg.ranges` and `ecg.range` (ecg-calibrate), cut
    to what a fused clamp lets through; layers that only move values keep the
    parameters of their input, and those with results in [0, 1] have fixed
    ones. Layers with unknown weights stay as they are. The program still
    computes in float; ecg-fold-qdq makes integers of it. A network that already
    has pairs is left alone.

    ```mlir
    %0 = ecg.relu %x {ecg.ranges = [array<f32: 0.0, 2.55>]} : ...
    // becomes
    %1 = ecg.quantize %x : ...
    %2 = ecg.dequantize %1 : ...
    %3 = ecg.relu %2 : ...
    %4 = ecg.quantize %3 : tensor<1x4xf32>
        -> tensor<1x4x!quant.uniform<i8:f32, 0.01:-128>>
    %5 = ecg.dequantize %4 : ...
    ```
  }];
  let options = [
    Option<"activations", "activations", "std::string", "\"int8\"",
           "int8, or int16: finer by a factor of 256, at twice the RAM; layers "
           "without an int16 kernel stay in float">,
    ListOption<"skip", "skip", "std::string",
               "names of layers to keep in float, e.g. one that loses too much "
               "accuracy; each costs float arithmetic on the device">
  ];
}

def InsertFakeQuantize
    : Pass<"ecg-insert-fake-quantize", "::mlir::func::FuncOp"> {
  let summary = "let a calibrated float network feel its quantization";
  let description = [{
    Where ecg-insert-qdq would put pairs and integers this puts
    `ecg.fake_quantize`: the network stays float, and can be trained to do well
    in spite of it (ecg-fine-tune, ecg-quantize-aware-training); then
    ecg-convert-fake-quantize makes the pairs. Activations get the calibrated
    scale and zero point. Weights get the integers of a type and one scale
    a row, first the one with the least squared error, itself rounded to 1 to
    255 times one unit of the layer, which is how devices store it.

    ```mlir
    %0 = ecg.linear %x, %w, %b {ecg.ranges = ...} : ...
    // becomes
    %1 = ecg.fake_quantize %x, %sx range [-128, 127] zero_point 3 : ...
    %2 = ecg.fake_quantize %s, %unit range [1, 255] : ...
    %3 = ecg.fake_quantize %w, %2 range [-7, 7] axis 0 : ...
    %4 = ecg.linear %1, %3, %b : ...
    %5 = ecg.fake_quantize %4, %sy range [-128, 127] : ...
    ```
  }];
  let options = [
    Option<"weights", "weights", "std::string", "\"int8\"",
           "int8, int6, int5, int4, int3, int2 or ternary">,
    Option<"outer", "outer", "std::string", "",
           "type in the first and the last layer with weights, which lose most "
           "by few bits; default: as the others">,
    ListOption<"types", "types", "std::string",
               "types of single layers instead, each as name:type">,
    Option<"activations", "activations", "std::string", "\"int8\"",
           "int8, or int16: finer by a factor of 256, at twice the RAM; layers "
           "without an int16 kernel stay in float">,
    ListOption<"skip", "skip", "std::string",
               "names of layers to keep in float">
  ];
}

def InsertMultiBit : Pass<"ecg-insert-multi-bit", "::mlir::func::FuncOp"> {
  let summary = "let a calibrated float network feel multi-bit weights";
  let description = [{
    As ecg-insert-fake-quantize, but weights go through `ecg.fake_multi_bit`:
    groups of them get the coordinates with the least squared error in a code
    (docs/numerics.md `@bit_codes`).

    ```mlir
    %0 = ecg.linear %x, %w, %b {ecg.ranges = ...} : ...
    // becomes
    %1 = ecg.fake_quantize %x, %sx range [-128, 127] zero_point 3 : ...
    %2 = ecg.fake_multi_bit %w, %a codes [4, 4] groups 6 : ...
    %3 = ecg.linear %1, %2, %b : ...
    %4 = ecg.fake_quantize %3, %sy range [-128, 127] : ...
    ```
  }];
  let options = [
    Option<"code", "code", "std::string", "\"int4\"",
           "sign, ternary, odd2, bits2, int3, odd3, bits3, int4, bits4, ..., "
           "bits7">,
    Option<"outer", "outer", "std::string", "",
           "code in the first and the last layer with weights; default: as the "
           "others">,
    Option<"groups", "groups", "std::string", "\"channel\"",
           "weights that share coordinates: those of an output channel, kernel "
           "or pixel, or as many in a row of a channel as a number says">,
    ListOption<"skip", "skip", "std::string",
               "names of layers to keep in float">
  ];
}

def AdaptiveLossAware : Pass<"ecg-alq", "::mlir::func::FuncOp"> {
  let summary = "adaptive loss-aware quantization to multi-bit weights";
  let description = [{
    Trains a network with multi-bit fake quantization (ecg-insert-multi-bit) and
    takes bits away where the loss model says they matter
    least (Qu et al., CVPR 2020), over all layers at once, until the parameters
    fit into `bytes`, or have `bits` a weight: docs/alq.md. Channels that lose
    all their bits leave the network.

    ```mlir
    %1 = ecg.fake_multi_bit %w, %a codes [9, 9] groups 6 : ...
    // becomes, say
    %1 = ecg.fake_multi_bit %w1, %a1 codes [3, 2] groups 6 : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"alq", "alq", "std::string", "",
           "key=value,...: how far and in which steps (docs/alq.md)">
  ] # learnOptions # teacherOptions;
}

def ConvertMultiBit : Pass<"ecg-convert-multi-bit", "::mlir::func::FuncOp"> {
  let summary = "write trained multi-bit weights as bits and coordinates";
  let description = [{
    Weights become `ecg.multi_bit` with exactly the numbers they were trained
    with; all else stays float.

    ```mlir
    %1 = ecg.fake_multi_bit %w, %a codes [3] groups 4 : ...
    // becomes
    %1 = ecg.multi_bit #ecg.multi_bit<tensor<1x4xf32>, groups 4,
        bits [1 of 2], ...> -> tensor<1x4xf32>
    ```
  }];
}

def QuantizeAwareTraining
    : Pass<"ecg-quantize-aware-training", "::mlir::func::FuncOp"> {
  let summary = "train through fake quantization, down to a number of bytes";
  let description = [{
    Trains the weights and scales of a network with fake quantization. With
    `bytes` it first trains `round-epochs` epochs as the network is, then makes
    the channels coarser (int8, int6, int5, int4, int3, ternary) that lose least
    a byte saved, by the curvature of the loss that the optimizer has seen, and
    trains again, `rounds` times at most, until all parameters together fit;
    last come `epochs` epochs of which the best is kept
    (docs/quantization-aware-training.md).

    ```mlir
    %1 = ecg.fake_quantize %w, %s range [-7, 7] axis 0 : ...
    // becomes, say
    %1 = ecg.fake_quantize %w1, %s1 range [-7, 7, -1, 1, -3, 3] axis 0 : ...
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = trainOptions # [
    Option<"bytes", "bytes", "int64_t", "0",
           "largest size of all parameters; 0: types stay as they are">,
    Option<"rounds", "rounds", "unsigned", "4",
           "steps to that size; more are gentler and take longer">,
    Option<"roundEpochs", "round-epochs", "unsigned", "12",
           "epochs of each step">,
    Option<"average", "average", "double", "0.95",
           "decay of the average of the weights that is kept">,
    Option<"activations", "activations", "bool", "false",
           "scales of activations learn, too">
  ];
}

def ConvertFakeQuantize
    : Pass<"ecg-convert-fake-quantize", "::mlir::func::FuncOp"> {
  let summary = "make pairs and integer weights of fake quantization";
  let description = [{
    Activations become quantize/dequantize pairs, weights int8 constants with
    the integers they were trained with, biases int32 with 16 significant bits.
    From here ecg-fold-qdq goes on as after ecg-insert-qdq.

    ```mlir
    %1 = ecg.fake_quantize %w, %s range [-7, 7] axis 0 : ...
    // becomes
    %0 = ecg.constant dense<[[7, -3]]> : tensor<1x2xi8> -> ...
    %1 = ecg.dequantize %0 : ...
    ```
  }];
}

def FoldQdq : Pass<"ecg-fold-qdq", "::mlir::func::FuncOp"> {
  let summary = "make integer layers of dequantize, layer, quantize";
  let description = [{
    A float layer whose activations are all dequantized int8, or int16 with zero
    point 0, whose weights
    are dequantized int8 constants and whose result is only quantized becomes
    the same layer on quantized types. A float bias becomes int32. Layers that
    only move values let pairs pass, so no pair is needed around them. Pairs
    may come from ecg-insert-qdq or from an imported model.

    What cannot run on integers without changing the program stays in float
    between a dequantize and a quantize: asymmetric or unknown weights,
    activations of other types, results that somebody also reads in float. Dequantized
    constants that are left become float constants.

    ```mlir
    %1 = ecg.dequantize %0 : ...
    %2 = ecg.relu %1 : ...
    %3 = ecg.quantize %2 : ...
    // becomes
    %3 = ecg.relu %0 : tensor<1x4x!quant.uniform<i8:f32, 0.02:-128>>
        -> tensor<1x4x!quant.uniform<i8:f32, 0.01:-128>>
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Export
//===----------------------------------------------------------------------===//

def ExportOnnx : Pass<"ecg-export-onnx", "::mlir::ModuleOp"> {
  let summary = "write the network as an ONNX file";
  let description = [{
    The module stays as it is. Layers on quantized types are written as float
    operators between DequantizeLinear and QuantizeLinear (docs/export.md).

    ```mlir
    %y = ecg.swish %x : tensor<1x5xf32> -> tensor<1x5xf32>
    // is written as
    s = Sigmoid(x)
    y = Mul(x, s)
    ```
  }];
  let options = [
    Option<"file", "file", "std::string", "\"\"",
           "the file, which is replaced; - is standard output">
  ];
}

//===----------------------------------------------------------------------===//
// Lower
//===----------------------------------------------------------------------===//

def LowerToRt : Pass<"ecg-lower-to-rt", "::mlir::func::FuncOp"> {
  let summary = "turn layers into calls of runtime kernels";
  let description = [{
    Every layer becomes the call of a kernel on buffers (`ecgrt`), with weights
    packed as the target's kernels read them and requantization in fixed point
    (docs/numerics.md). Inputs are read where the caller has them and outputs
    written where the caller wants them. A max-pool becomes part of the
    convolution before it, a reshape is free. A layer that no kernel can
    compute is an error.

    ```mlir
    %0 = ecg.tanh %x : tensor<1x8xf32> -> tensor<1x8xf32>
    %1 = ecg.sigmoid %0 : tensor<1x8xf32> -> tensor<1x8xf32>
    return %1 : tensor<1x8xf32>
    // becomes
    %0 = ecgrt.alloc : memref<1x8xf32>
    ecgrt.tanh_f32(%x -> %0) {n = 8} : memref<1x8xf32>, memref<1x8xf32>
    ecgrt.sigmoid_f32(%0 -> %y) {n = 8} : memref<1x8xf32>, memref<1x8xf32>
    return
    ```
  }];
  let dependentDialects = ["::ecg::rt::EcgRtDialect"];
  let options = [
    Option<"target", "target", "std::string", "\"generic\"",
           "device the code is for; decides the kernels and so how weights are "
           "packed">,
    Option<"io", "io", "std::string", "\"float\"",
           "float: inputs and outputs as in the model; quantized: int8 where "
           "they are only quantized or dequantized, which saves the conversion "
           "and three quarters of the buffer">,
    Option<"input", "input", "std::string", "\"caller\"",
           "caller: inputs are read where the caller has them; arena: the "
           "caller writes them into the arena, and they are overwritten as soon "
           "as nothing reads them any more">,
    Option<"stateful", "stateful", "bool", "false",
           "recurrent layers that start from zero go on where the last run "
           "ended: their states lie in `ecgrt.state` buffers, which the caller "
           "of the emitted function keeps for each signal">,
    Option<"packWeights", "pack-weights", "std::string", "\"auto\"",
           "auto: int8 weights and tables of a convolution or linear layer are "
           "stored in fewer bits (docs/numerics.md @packed_weights) where that "
           "saves 15 % of their bytes, and 64 at least; always: wherever a "
           "kernel can unpack them; never. Costs instructions to unpack, and no "
           "accuracy">
  ];
}

def PlanMemory : Pass<"ecg-plan-memory", "::mlir::func::FuncOp"> {
  let summary = "give every buffer of a device program its place in the arena";
  let description = [{
    Writes `at <offset>` on each `ecgrt.alloc`, removes those nobody uses, and
    puts `ecgrt.arena_bytes` on the function, beside `ecgrt.arena_lower_bound`:
    the largest sum of bytes alive at one call, below which no plan can go.
    Buffers that are never needed at the same time share bytes; a call that may
    run in place writes over an input that dies there.

    ```mlir
    %0 = ecgrt.alloc : memref<8xi8>
    // becomes
    %0 = ecgrt.alloc at 0 : memref<8xi8>
    ```
  }];
}

#endif // ECG_PASSES_TD
