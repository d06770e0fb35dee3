// An image and a column of features, as no signal can fill them.
func.func @two_inputs(%image: tensor<1x3x4x4xf32> {ecg.name = "image"}, %age: tensor<1x2xf32> {ecg.name = "age"}) -> (tensor<1x5xf32> {ecg.name = "y"}) {
  %w = ecg.constant dense<[[[[0.5]], [[-0.25]], [[1.0]]], [[[0.1]], [[0.2]], [[0.3]]], [[[-0.7]], [[0.4]], [[0.0]]]]> : tensor<3x3x1x1xf32> -> tensor<3x3x1x1xf32>
  %0 = ecg.conv2d %image, %w : (tensor<1x3x4x4xf32>, tensor<3x3x1x1xf32>) -> tensor<1x3x4x4xf32> loc("conv")
  %1 = ecg.global_avg_pool %0 : tensor<1x3x4x4xf32> -> tensor<1x3x1x1xf32> loc("pool")
  %2 = ecg.reshape %1 : tensor<1x3x1x1xf32> -> tensor<1x3xf32> loc("flatten")
  %3 = ecg.concat %2, %age axis 1 : (tensor<1x3xf32>, tensor<1x2xf32>) -> tensor<1x5xf32> loc("concat")
  return %3 : tensor<1x5xf32>
}
