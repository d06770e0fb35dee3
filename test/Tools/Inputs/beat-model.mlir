// Tells N, S and V of make-beats.py apart: V by the mean of the window, S by
// the interval before it.
func.func @beats(%rr: tensor<1x4xf32> {ecg.name = "rr"}, %beat: tensor<1x1x32xf32> {ecg.name = "beat"}) -> (tensor<1x3xf32> {ecg.name = "logits"}) {
  %w = ecg.constant dense<[[0.0, 0.0, 0.0, 0.0, 0.0], [0.0, -3.0, 0.0, 0.0, 0.0], [-4.0, -3.0, 0.0, 0.0, 0.0]]> : tensor<3x5xf32> -> tensor<3x5xf32>
  %b = ecg.constant dense<[0.0, -1.0, -2.0]> : tensor<3xf32> -> tensor<3xf32>
  %0 = ecg.global_avg_pool %beat : tensor<1x1x32xf32> -> tensor<1x1x1xf32> loc("mean")
  %1 = ecg.reshape %0 : tensor<1x1x1xf32> -> tensor<1x1xf32> loc("flatten")
  %2 = ecg.concat %1, %rr axis 1 : (tensor<1x1xf32>, tensor<1x4xf32>) -> tensor<1x5xf32> loc("concat")
  %3 = ecg.linear %2, %w, %b : (tensor<1x5xf32>, tensor<3x5xf32>, tensor<3xf32>) -> tensor<1x3xf32> loc("classes")
  return %3 : tensor<1x3xf32>
}
