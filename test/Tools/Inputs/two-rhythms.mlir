// A network of 168 weights for windows of one second: small enough to train in
// a test.
func.func @rhythms(%x: tensor<1x1x128xf32> {ecg.name = "ecg"}) -> (tensor<1x2xf32> {ecg.name = "classes"}) {
  %w = ecg.constant dense<0.1> : tensor<4x1x9xf32> -> tensor<4x1x9xf32>
  %b = ecg.constant dense<0.0> : tensor<4xf32> -> tensor<4xf32>
  %scale = ecg.constant dense<1.0> : tensor<4xf32> -> tensor<4xf32>
  %u = ecg.constant dense<0.1> : tensor<2x60xf32> -> tensor<2x60xf32>
  %c = ecg.conv1d %x, %w, %b stride 2 : (tensor<1x1x128xf32>, tensor<4x1x9xf32>, tensor<4xf32>) -> tensor<1x4x60xf32>
  %n = ecg.batch_norm %c, %scale, %b, %b, %scale epsilon 1.000000e-05 : (tensor<1x4x60xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<1x4x60xf32>
  %r = ecg.relu %n : tensor<1x4x60xf32> -> tensor<1x4x60xf32>
  %p = ecg.max_pool %r kernel [4] strides [4] : tensor<1x4x60xf32> -> tensor<1x4x15xf32>
  %f = ecg.reshape %p : tensor<1x4x15xf32> -> tensor<1x60xf32>
  %y = ecg.linear %f, %u : (tensor<1x60xf32>, tensor<2x60xf32>) -> tensor<1x2xf32>
  %z = ecg.softmax %y axis 1 : tensor<1x2xf32> -> tensor<1x2xf32>
  return %z : tensor<1x2xf32>
}
