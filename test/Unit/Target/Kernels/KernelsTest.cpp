// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What layers become, by value: the int8 program is the float layer rounded
// once, kernel sets, memory plans and packed weights change no bit, float
// programs compute what
// the executor computes.

#include "RandomLayer.h"
#include "ecg/Exec/FloatProgram.h"
#include "ecg/Exec/Register.h"
#include "ecg/Exec/RtProgram.h"
#include "ecg/Passes.h"
#include "ecg/Target/LowerToRt.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <gtest/gtest.h>

using namespace ecg;
using namespace mlir;

namespace {

using Make = llvm::function_ref<Value(RandomLayer &)>;
using Values = std::vector<float>;

Values runOn(const Program &program, const std::vector<Values> &inputs) {
  SmallVector<const float *> in;
  for (const Values &values : inputs)
    in.push_back(values.data());
  Values out(program.outputs()[0].numElements(), NAN);
  program.run(*program.makeWorkspace(), in, {out.data()});
  return out;
}

class Kernels : public ::testing::Test {
protected:
  Kernels() : context(makeRegistry()) { context.loadAllAvailableDialects(); }

  /// Compares on many seeds. `limit` is in units of the output's scale: half a
  /// unit is the one rounding of the kernel.
  void compareInt8(Make make, double limit = 0.505) {
    for (uint32_t seed = 1; seed <= 60; ++seed)
      compareOnce(make, 8, limit, seed);
  }

  /// The same for int16 activations; sums of the float executor are off by some
  /// of these finer units.
  void compareInt16(Make make, double limit = 0.6) {
    for (uint32_t seed = 1; seed <= 30; ++seed)
      compareOnce(make, 16, limit, seed);
  }

  /// Without seeds for which results saturate: between two knots of a table
  /// they then bend (@lut_s16).
  void compareKnots(Make make, double limit) {
    for (uint32_t seed = 3; seed <= 60; seed += 3)
      compareOnce(make, 16, limit, seed);
  }

  /// The device program of a float layer against the executor.
  void compareFloat(Make make, double tolerance = 1e-5) {
    for (uint32_t seed = 1; seed <= 20; ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      RandomLayer layer(context, seed, /*bits=*/8, /*isQuantized=*/false, {});
      auto module = layer.finish(make(layer));
      Values expected = runFloat(*module, layer.inputs);
      double largest = largestOf(expected);
      for (StringRef target : {"cortex-m4", "cortex-m55"}) {
        Values values = runLowered(*module, layer.inputs, target, true);
        ASSERT_EQ(values.size(), expected.size());
        for (size_t i = 0; i < values.size(); ++i)
          ASSERT_NEAR(values[i], expected[i], tolerance * largest)
              << target.str() << ", " << i;
      }
    }
  }

  MLIRContext context;

private:
  static DialectRegistry makeRegistry() {
    DialectRegistry registry;
    registry.insert<EcgDialect, rt::EcgRtDialect, func::FuncDialect,
                    quant::QuantizationDialect>();
    registerExecModels(registry);
    registerKernelModels(registry);
    return registry;
  }

  static double largestOf(const Values &values) {
    double largest = 0;
    for (float value : values)
      largest = std::max<double>(largest, std::fabs(value));
    return largest == 0 ? 1 : largest;
  }

  static Values runFloat(ModuleOp module, const std::vector<Values> &inputs) {
    auto program = FloatProgram::create(*module.getOps<func::FuncOp>().begin());
    EXPECT_TRUE(program);
    return program ? runOn(*program, inputs) : Values();
  }

  Values runLowered(ModuleOp original, const std::vector<Values> &inputs,
                    StringRef target, bool isPlanned,
                    StringRef packWeights = "never") {
    OwningOpRef<ModuleOp> module = original.clone();
    PassManager passes(&context);
    LowerToRtOptions options;
    options.target = target.str();
    options.packWeights = packWeights.str();
    passes.addNestedPass<func::FuncOp>(createLowerToRt(options));
    if (isPlanned)
      passes.addNestedPass<func::FuncOp>(createPlanMemory());
    EXPECT_TRUE(succeeded(passes.run(*module)));
    auto program = RtProgram::create(*module->getOps<func::FuncOp>().begin());
    EXPECT_TRUE(program);
    return program ? runOn(*program, inputs) : Values();
  }

  /// Parameters under which most of these values are inside the integers, and
  /// some saturate.
  static Affine outputFor(const Values &values, unsigned bits, uint32_t seed) {
    double scale = largestOf(values) / (seed % 3 == 0 ? 90 : 200);
    if (bits == 16)
      return {scale / 256, 0};
    return {scale, static_cast<int32_t>(seed * 37 % 201) - 100};
  }

  void compareOnce(Make make, unsigned bits, double limit, uint32_t seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomLayer asFloat(context, seed, bits, /*isQuantized=*/false, {});
    auto module = asFloat.finish(make(asFloat));
    Values expected = runFloat(*module, asFloat.inputs);

    RandomLayer asIntegers(context, seed, bits, /*isQuantized=*/true,
                           outputFor(expected, bits, seed));
    module = asIntegers.finish(make(asIntegers));
    Values values = runLowered(*module, asIntegers.inputs, "generic", false);
    auto type = cast<quant::UniformQuantizedType>(
        cast<RankedTensorType>(
            (*module->getOps<func::FuncOp>().begin()).getResultTypes()[0])
            .getElementType());
    Affine output{type.getScale(), static_cast<int32_t>(type.getZeroPoint())};
    ASSERT_EQ(values.size(), expected.size());
    for (size_t i = 0; i < values.size(); ++i) {
      float inside =
          std::clamp(expected[i], output.dequantize(type.getStorageTypeMin()),
                     output.dequantize(type.getStorageTypeMax()));
      ASSERT_NEAR(values[i], inside, limit * output.scale) << i;
    }
    for (StringRef target : {"generic", "cortex-m4", "cortex-m55"})
      EXPECT_EQ(runLowered(*module, asIntegers.inputs, target, true), values)
          << target.str();
    // @packed_weights
    for (StringRef target : {"generic", "cortex-m4", "cortex-m55"})
      EXPECT_EQ(runLowered(*module, asIntegers.inputs, target, true, "always"),
                values)
          << target.str() << ", packed";
  }
};

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

Value conv1d(RandomLayer &r, bool isPooled) {
  int64_t groups = r.pick(1, 3), kernel = r.pick(1, 5), stride = r.pick(1, 3);
  int64_t dilation = r.pick(1, 2), length = r.pick(20, 40);
  int64_t channels = r.pick(1, 4);
  Value x = r.input({r.pick(1, 3), groups * channels, length});
  Value w = r.weight({groups * r.pick(1, 3), channels, kernel});
  int64_t pads[] = {r.pick(0, 3), r.pick(0, 3)};
  Value y = r.layer<Conv1dOp>(r.output, x, w, r.bias(), stride, pads, dilation,
                              groups, r.clamp());
  if (!isPooled)
    return y;
  // With pads the pool stays a layer of its own.
  int64_t poolKernel = r.pick(1, 4), pad = r.pick(0, poolKernel / 2);
  return r.layer<MaxPoolOp>(r.output, y, ArrayRef{poolKernel},
                            ArrayRef{r.pick(1, 6)},
                            r.builder.getDenseI64ArrayAttr({pad, pad}),
                            DenseI64ArrayAttr(), r.flip());
}

Value plainConv1d(RandomLayer &r) { return conv1d(r, false); }
Value pooledConv1d(RandomLayer &r) { return conv1d(r, true); }

Value conv2d(RandomLayer &r) {
  int64_t groups = r.pick(1, 2), channels = r.pick(1, 3);
  Value x =
      r.input({r.pick(1, 2), groups * channels, r.pick(6, 12), r.pick(6, 12)});
  Value w =
      r.weight({groups * r.pick(1, 3), channels, r.pick(1, 3), r.pick(1, 3)});
  int64_t strides[] = {r.pick(1, 2), r.pick(1, 3)};
  int64_t dilations[] = {r.pick(1, 2), r.pick(1, 2)};
  int64_t pads[] = {r.pick(0, 2), r.pick(0, 2), r.pick(0, 2), r.pick(0, 2)};
  return r.layer<Conv2dOp>(r.output, x, w, r.bias(), strides, pads, dilations,
                           groups, r.clamp());
}

Value convTranspose(RandomLayer &r) {
  int64_t groups = r.pick(1, 2), channels = r.pick(1, 3);
  Value x =
      r.input({r.pick(1, 2), groups * channels, r.pick(2, 5), r.pick(2, 8)});
  Value w =
      r.weight({groups * r.pick(1, 3), channels, r.pick(1, 3), r.pick(1, 4)});
  int64_t strides[] = {r.pick(1, 2), r.pick(1, 3)};
  int64_t pads[] = {0, r.pick(0, 1), r.pick(0, 1), 0};
  int64_t dilations[] = {r.pick(1, 2), r.pick(1, 2)};
  int64_t behind[] = {r.pick(0, 1), r.pick(0, 2)};
  return r.layer<ConvTransposeOp>(r.output, x, w, r.bias(), strides, pads,
                                  dilations, behind, groups, r.clamp());
}

/// One axis: rounded once.
Value resize(RandomLayer &r, StringRef mode) {
  int64_t channels = r.pick(1, 3), in = r.pick(2, 9), out = r.pick(2, 20);
  Value x = r.input({1, channels, in});
  float scales[] = {1, 1, static_cast<float>(out) / static_cast<float>(in)};
  StringRef coordinates[] = {"half_pixel", "align_corners", "asymmetric"};
  return r.layer<ResizeOp>(r.output, r.tensorType({1, channels, out}, r.output),
                           x, mode, coordinates[r.pick(0, 2)], scales,
                           "round_prefer_floor", APFloat(-0.75f), r.flip(),
                           DenseF32ArrayAttr(), APFloat(0.0f));
}

Value linearResize(RandomLayer &r) { return resize(r, "linear"); }
Value cubicResize(RandomLayer &r) { return resize(r, "cubic"); }

Value linear(RandomLayer &r) {
  int64_t features = r.pick(1, 70);
  Value x = r.input({r.pick(1, 3), features});
  Value w = r.weight({r.pick(1, 20), features});
  return r.layer<LinearOp>(r.output, x, w, r.bias(), r.clamp());
}

/// Half of the time the scale of the input, as a layer that selects has.
Affine selected(RandomLayer &r) { return r.flip() ? r.firstInput() : r.output; }

Value maxPool(RandomLayer &r) {
  Value x = r.input({r.pick(1, 2), r.pick(1, 4), r.pick(8, 30)});
  int64_t kernel = r.pick(1, 5), pad = r.pick(0, kernel / 2);
  return r.layer<MaxPoolOp>(
      selected(r), x, ArrayRef{kernel}, ArrayRef{r.pick(1, 4)},
      r.builder.getDenseI64ArrayAttr({pad, pad}),
      r.builder.getDenseI64ArrayAttr({r.pick(1, 2)}), r.flip());
}

Value avgPool(RandomLayer &r) {
  Value x = r.input({r.pick(1, 2), r.pick(1, 4), r.pick(8, 12), r.pick(8, 12)});
  int64_t kernel[] = {r.pick(1, 4), r.pick(1, 4)};
  int64_t strides[] = {r.pick(1, 3), r.pick(1, 3)};
  int64_t pads[] = {r.pick(0, kernel[0] / 2), r.pick(0, kernel[1] / 2),
                    r.pick(0, kernel[0] / 2), r.pick(0, kernel[1] / 2)};
  return r.layer<AvgPoolOp>(r.output, x, kernel, strides,
                            r.builder.getDenseI64ArrayAttr(pads), r.flip(),
                            r.flip());
}

Value globalAvgPool(RandomLayer &r) {
  Value x = r.input({r.pick(1, 2), r.pick(1, 5), r.pick(1, 60)});
  return r.layer<GlobalAvgPoolOp>(r.output, x);
}

Value batchNorm(RandomLayer &r) {
  int64_t channels = r.pick(1, 5);
  Value x = r.input({r.pick(1, 3), channels, r.pick(1, 9)});
  return r.layer<BatchNormOp>(
      r.output, x, r.vector(channels, -2, 2), r.vector(channels, -1, 1),
      r.vector(channels, -1, 1), r.vector(channels, 0.1f, 2), APFloat(1e-3f));
}

/// Two inputs that broadcast to each other.
std::pair<Value, Value> operands(RandomLayer &r) {
  SmallVector<int64_t> a, b;
  for (int i = 0; i < 4; ++i) {
    a.push_back(r.pick(1, 4));
    b.push_back(a.back());
    if (r.pick(0, 3) == 0)
      (r.flip() ? a : b).back() = 1;
  }
  Value x = r.input(a);
  return {x, r.input(ArrayRef(b).drop_front(r.pick(0, 2)))};
}

template <typename Op> Value binary(RandomLayer &r) {
  auto [x, y] = operands(r);
  return r.layer<Op>(r.output, x, y, r.clamp());
}

template <const char *function> Value named(RandomLayer &r) {
  auto [x, y] = operands(r);
  return r.layer<BinaryOp>(r.output, StringRef(function), x, y);
}
constexpr char sub[] = "sub", max[] = "max", min[] = "min";

Value softplus(RandomLayer &r) {
  return r.layer<UnaryOp>(r.output, "softplus", r.input({1, r.pick(1, 300)}),
                          APFloat(0.0f), APFloat(0.0f));
}

template <typename Op> Value unary(RandomLayer &r) {
  return r.layer<Op>(r.output, r.input({r.pick(1, 4), r.pick(1, 300)}));
}

Value leakyRelu(RandomLayer &r) {
  return r.layer<LeakyReluOp>(r.output, r.input({1, r.pick(1, 300)}),
                              APFloat(0.1f));
}

Value clip(RandomLayer &r) {
  auto limits = ClampAttr::get(r.builder.getContext(), -1.0f, 3.0f);
  return r.layer<ClipOp>(r.output, r.input({1, r.pick(1, 300)}), limits);
}

Value concat(RandomLayer &r) {
  int64_t outer = r.pick(1, 3), inner = r.pick(1, 5);
  Value a = r.input({outer, r.pick(1, 4), inner});
  Value b = r.input({outer, r.pick(1, 4), inner});
  return r.layer<ConcatOp>(selected(r), ValueRange{a, b}, 1);
}

SmallVector<int64_t> permutation(RandomLayer &r, int64_t rank) {
  auto order = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  for (int64_t i = rank - 1; i > 0; --i)
    std::swap(order[i], order[r.pick(0, i)]);
  return order;
}

Value transpose(RandomLayer &r) {
  Value x = r.input({r.pick(1, 3), r.pick(1, 4), r.pick(1, 5), r.pick(1, 4)});
  return r.layer<TransposeOp>(selected(r), x, permutation(r, 4));
}

Value pad(RandomLayer &r) {
  // A border of 0 has an exact integer, whatever the scale.
  Value x = r.input({1, r.pick(1, 4), r.pick(1, 9)});
  int64_t low[] = {0, r.pick(0, 2), r.pick(0, 3)};
  int64_t high[] = {0, r.pick(0, 2), r.pick(0, 3)};
  return r.layer<PadOp>(selected(r), x, low, high, APFloat(0.0f));
}

Value slice(RandomLayer &r) {
  SmallVector<int64_t> shape, starts, sizes, steps;
  for (int i = 0; i < 3; ++i) {
    shape.push_back(r.pick(1, 6));
    int64_t first = r.pick(0, shape.back() - 1);
    int64_t last = r.pick(0, shape.back() - 1);
    steps.push_back(last < first ? -1 : r.pick(1, 2));
    starts.push_back(first);
    sizes.push_back((last - first) / steps.back() + 1);
    steps.back() = std::min(steps.back(), shape.back());
  }
  Value x = r.input(shape);
  return r.layer<SliceOp>(selected(r), x, starts, sizes,
                          r.builder.getDenseI64ArrayAttr(steps));
}

Value expand(RandomLayer &r) {
  int64_t channels = r.pick(1, 4);
  Value x = r.input({channels, 1, r.pick(1, 3)});
  auto shape = cast<RankedTensorType>(x.getType()).getShape();
  return r.builder.create<ExpandOp>(
      r.builder.getUnknownLoc(),
      r.tensorType({r.pick(1, 2), channels, r.pick(1, 4), shape[2]},
                   selected(r)),
      x);
}

template <const char *function> Value reduce(RandomLayer &r) {
  Value x = r.input(
      {r.pick(1, 3), r.pick(1, 4), r.pick(1, 3), r.pick(1, 4), r.pick(1, 3)});
  SmallVector<int64_t> axes = {r.pick(0, 1)};
  for (int64_t axis = 2; axis < 5; ++axis)
    if (r.flip())
      axes.push_back(axis);
  return r.layer<ReduceOp>(selected(r), function, x, axes, r.flip());
}
constexpr char sum[] = "sum", mean[] = "mean", maximum[] = "max";

Value softmax(RandomLayer &r) {
  Value x = r.input({r.pick(1, 2), r.pick(1, 20), r.pick(1, 3)},
                    {std::exp2(-static_cast<double>(r.pick(0, 6))), 5});
  return r.layer<SoftmaxOp>({1.0 / 256, -128}, x, 1);
}

Value softmaxOtherScale(RandomLayer &r) {
  Value x = r.input({1, r.pick(1, 20)}, {0.1, 5});
  return r.layer<SoftmaxOp>({1.0 / 128, -100}, x, 1);
}

/// Stacks of matrices whose dimensions lie in any order.
Value matmul(RandomLayer &r) {
  int64_t rows = r.pick(1, 5), depth = r.pick(1, 40), columns = r.pick(1, 5);
  int64_t outer = r.pick(1, 2), inner = r.pick(1, 3);
  auto lhs = permutation(r, 4), rhs = permutation(r, r.pick(2, 4));
  SmallVector<int64_t> a = {outer, inner, rows, depth}, b = {depth, columns};
  if (rhs.size() > 2)
    b.insert(b.begin(), r.flip() ? inner : 1);
  if (rhs.size() > 3)
    b.insert(b.begin(), r.flip() ? outer : 1);
  Value x = r.input(applyPermutation(a, invertPermutationVector(lhs)));
  Value y = r.input(applyPermutation(b, invertPermutationVector(rhs)));
  auto order = [&](ArrayRef<int64_t> list) {
    return r.builder.getDenseI64ArrayAttr(list);
  };
  return r.layer<MatmulOp>(r.output, x, y, order(lhs), order(rhs),
                           order(permutation(r, 4)), APFloat(0.375f));
}

Value layerNorm(RandomLayer &r) {
  int64_t before = r.pick(1, 3), size = r.pick(2, 60), behind = r.pick(1, 3);
  Value x = r.input({before, size, behind});
  return r.layer<LayerNormOp>(r.output, x, r.vector(size, -2, 2),
                              r.vector(size, -1, 1), ArrayRef<int64_t>{1},
                              APFloat(1e-3f));
}

/// A branch with two users, a residual and a reshape: buffers of different
/// lifetimes, in place and views.
Value residual(RandomLayer &r) {
  int64_t channels = r.pick(1, 4), length = r.pick(4, 20);
  Value x = r.input({1, channels, length});
  Affine same = r.firstInput();
  Value a = r.layer<ReluOp>(same, x);
  Value b = r.layer<TanhOp>(same, a);
  Value sum =
      r.layer<MaxPoolOp>(same, a, ArrayRef<int64_t>{1}, ArrayRef<int64_t>{1},
                         DenseI64ArrayAttr(), DenseI64ArrayAttr());
  Value joined = r.layer<ConcatOp>(same, ValueRange{sum, b, a}, 1);
  auto type = r.tensorType({1, 3 * channels * length}, same);
  Value flat =
      r.builder.create<ReshapeOp>(r.builder.getUnknownLoc(), type, joined);
  return r.layer<ReluOp>(same, flat);
}

//===----------------------------------------------------------------------===//
// Tests
//===----------------------------------------------------------------------===//

TEST_F(Kernels, Conv1dS8) { compareInt8(plainConv1d); }
/// @pool_on_accumulators
TEST_F(Kernels, PooledConv1dS8) { compareInt8(pooledConv1d); }
TEST_F(Kernels, Conv2dS8) { compareInt8(conv2d); }
TEST_F(Kernels, ConvTransposeS8) { compareInt8(convTranspose); }
/// @interp
TEST_F(Kernels, LinearResizeS8) { compareInt8(linearResize); }
TEST_F(Kernels, CubicResizeS8) { compareInt8(cubicResize); }
TEST_F(Kernels, LinearS8) { compareInt8(linear); }
TEST_F(Kernels, MaxPoolS8) { compareInt8(maxPool); }
TEST_F(Kernels, AvgPoolS8) { compareInt8(avgPool); }
TEST_F(Kernels, GlobalAvgPoolS8) { compareInt8(globalAvgPool); }
TEST_F(Kernels, BatchNormS8) { compareInt8(batchNorm); }
TEST_F(Kernels, AddS8) { compareInt8(binary<AddOp>); }
TEST_F(Kernels, MulS8) { compareInt8(binary<MulOp>); }
TEST_F(Kernels, SubS8) { compareInt8(named<sub>); }
/// @binary_s8
TEST_F(Kernels, MaxS8) { compareInt8(named<max>); }
TEST_F(Kernels, MinS8) { compareInt8(named<min>); }
TEST_F(Kernels, SoftplusS8) { compareInt8(softplus); }
TEST_F(Kernels, MatmulS8) { compareInt8(matmul); }
/// @layer_norm_s8
TEST_F(Kernels, LayerNormS8) { compareInt8(layerNorm); }
TEST_F(Kernels, ReluS8) { compareInt8(unary<ReluOp>); }
TEST_F(Kernels, SigmoidS8) { compareInt8(unary<SigmoidOp>); }
TEST_F(Kernels, TanhS8) { compareInt8(unary<TanhOp>); }
TEST_F(Kernels, SwishS8) { compareInt8(unary<SwishOp>); }
TEST_F(Kernels, HardSwishS8) { compareInt8(unary<HardSwishOp>); }
TEST_F(Kernels, LeakyReluS8) { compareInt8(leakyRelu); }
TEST_F(Kernels, ClipS8) { compareInt8(clip); }
TEST_F(Kernels, ConcatS8) { compareInt8(concat); }
TEST_F(Kernels, TransposeS8) { compareInt8(transpose); }
TEST_F(Kernels, PadS8) { compareInt8(pad); }
TEST_F(Kernels, SliceS8) { compareInt8(slice); }
TEST_F(Kernels, ExpandS8) { compareInt8(expand); }
/// @reduce_sum_s8
TEST_F(Kernels, ReduceSumS8) { compareInt8(reduce<sum>); }
TEST_F(Kernels, ReduceMeanS8) { compareInt8(reduce<mean>); }
TEST_F(Kernels, ReduceMaxS8) { compareInt8(reduce<maximum>); }
TEST_F(Kernels, SoftmaxS8) { compareInt8(softmax, 0.6); }
/// Rounded once to 1/256 and once to the scale asked for.
TEST_F(Kernels, SoftmaxS8OnAnotherScale) {
  compareInt8(softmaxOtherScale, 0.8);
}

/// One of its layers rounds, the others choose among the same integers.
TEST_F(Kernels, ResidualS8) { compareInt8(residual); }

TEST_F(Kernels, Conv1dS16) { compareInt16(plainConv1d); }
/// @pool_on_accumulators
TEST_F(Kernels, PooledConv1dS16) { compareInt16(pooledConv1d); }
TEST_F(Kernels, Conv2dS16) { compareInt16(conv2d); }
TEST_F(Kernels, ConvTransposeS16) { compareInt16(convTranspose); }
/// @interp
TEST_F(Kernels, LinearResizeS16) { compareInt16(linearResize); }
TEST_F(Kernels, LinearS16) { compareInt16(linear); }
TEST_F(Kernels, MaxPoolS16) { compareInt16(maxPool); }
TEST_F(Kernels, AvgPoolS16) { compareInt16(avgPool); }
TEST_F(Kernels, GlobalAvgPoolS16) { compareInt16(globalAvgPool); }
TEST_F(Kernels, BatchNormS16) { compareInt16(batchNorm, 2); }
/// @add_s16
TEST_F(Kernels, AddS16) { compareInt16(binary<AddOp>); }
TEST_F(Kernels, SubS16) { compareInt16(named<sub>); }
TEST_F(Kernels, MulS16) { compareInt16(binary<MulOp>); }
/// Both operands are rescaled first.
TEST_F(Kernels, MaxS16) { compareInt16(named<max>); }
/// @rescale_s16
TEST_F(Kernels, ReluS16) { compareInt16(unary<ReluOp>); }
TEST_F(Kernels, ClipS16) { compareInt16(clip); }
/// @lut_s16: rounded at knots and between them.
TEST_F(Kernels, LeakyReluS16) { compareKnots(leakyRelu, 1.1); }
/// The error of a straight line over 128 steps is less than a step of int8,
/// also where they span a quarter.
TEST_F(Kernels, SigmoidS16) { compareKnots(unary<SigmoidOp>, 20); }
TEST_F(Kernels, TanhS16) { compareKnots(unary<TanhOp>, 150); }
TEST_F(Kernels, SwishS16) { compareKnots(unary<SwishOp>, 20); }
TEST_F(Kernels, ConcatS16) { compareInt16(concat); }
TEST_F(Kernels, TransposeS16) { compareInt16(transpose); }
TEST_F(Kernels, PadS16) { compareInt16(pad); }
TEST_F(Kernels, SliceS16) { compareInt16(slice); }
/// @reduce_sum_s8
TEST_F(Kernels, ReduceSumS16) { compareInt16(reduce<sum>); }
TEST_F(Kernels, ReduceMeanS16) { compareInt16(reduce<mean>); }
TEST_F(Kernels, ReduceMaxS16) { compareInt16(reduce<maximum>); }
TEST_F(Kernels, ResidualS16) { compareInt16(residual, 2); }

TEST_F(Kernels, Conv1dF32) { compareFloat(plainConv1d); }
TEST_F(Kernels, PooledConv1dF32) { compareFloat(pooledConv1d); }
TEST_F(Kernels, Conv2dF32) { compareFloat(conv2d); }
TEST_F(Kernels, ConvTransposeF32) { compareFloat(convTranspose); }
TEST_F(Kernels, CubicResizeF32) { compareFloat(cubicResize); }
TEST_F(Kernels, LinearF32) { compareFloat(linear); }
TEST_F(Kernels, MaxPoolF32) { compareFloat(maxPool, 0); }
TEST_F(Kernels, AvgPoolF32) { compareFloat(avgPool, 1e-6); }
TEST_F(Kernels, GlobalAvgPoolF32) { compareFloat(globalAvgPool, 1e-6); }
TEST_F(Kernels, BatchNormF32) { compareFloat(batchNorm, 1e-6); }
TEST_F(Kernels, AddF32) { compareFloat(binary<AddOp>, 0); }
TEST_F(Kernels, MulF32) { compareFloat(binary<MulOp>, 0); }
TEST_F(Kernels, ReluF32) { compareFloat(unary<ReluOp>, 0); }
TEST_F(Kernels, SigmoidF32) { compareFloat(unary<SigmoidOp>, 1e-6); }
TEST_F(Kernels, TanhF32) { compareFloat(unary<TanhOp>, 1e-6); }
TEST_F(Kernels, SwishF32) { compareFloat(unary<SwishOp>, 1e-6); }
TEST_F(Kernels, HardSwishF32) { compareFloat(unary<HardSwishOp>, 1e-6); }
TEST_F(Kernels, LeakyReluF32) { compareFloat(leakyRelu, 0); }
TEST_F(Kernels, ClipF32) { compareFloat(clip, 0); }
TEST_F(Kernels, ConcatF32) { compareFloat(concat, 0); }
TEST_F(Kernels, TransposeF32) { compareFloat(transpose, 0); }
TEST_F(Kernels, PadF32) { compareFloat(pad, 0); }
TEST_F(Kernels, SoftmaxF32) { compareFloat(softmax, 1e-6); }
TEST_F(Kernels, ResidualF32) { compareFloat(residual, 1e-6); }

} // namespace
