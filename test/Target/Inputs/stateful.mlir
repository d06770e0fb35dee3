// Two layers over STEPS samples, one of them int8; the same weights whatever the
// number of steps.
!x = !quant.uniform<i8:f32, 0.0078125>
!y = !quant.uniform<i8:f32, 0.0078125>
func.func @stream(%x: tensor<STEPSx1x2xf32> {ecg.name = "x"})
    -> (tensor<STEPSx1x1x3xf32> {ecg.name = "y"},
        tensor<STEPSx1x1x2xf32> {ecg.name = "z"},
        tensor<1x1x3xf32> {ecg.name = "last"}) {
  %w = ecg.constant dense<[[[0.5, -0.3], [0.2, 0.7], [-0.4, 0.6],
      [0.9, 0.1], [-0.8, 0.3], [0.25, -0.5], [0.4, 0.4], [-0.6, 0.2],
      [0.7, -0.7], [1.0, 0.5], [-0.5, 1.0], [0.3, -0.9]]]>
      : tensor<1x12x2xf32> -> tensor<1x12x2xf32>
  %r = ecg.constant dense<[[[0.2, -0.1, 0.4], [0.3, 0.5, -0.2],
      [-0.6, 0.1, 0.2], [0.4, -0.4, 0.1], [0.2, 0.3, 0.5], [0.1, -0.7, 0.3],
      [0.6, 0.2, -0.2], [-0.3, 0.4, 0.1], [0.2, 0.2, 0.2], [0.5, -0.5, 0.4],
      [-0.1, 0.6, 0.3], [0.4, 0.1, -0.6]]]>
      : tensor<1x12x3xf32> -> tensor<1x12x3xf32>
  %gw = ecg.constant dense<[[[0.4, -0.3], [0.2, 0.8], [0.5, 0.1],
      [-0.7, 0.4], [0.6, 0.6], [-0.2, 0.9]]]>
      : tensor<1x6x2xf32> -> tensor<1x6x2xf32>
  %gr = ecg.constant dense<[[[0.3, -0.2], [0.1, 0.5], [-0.4, 0.3],
      [0.2, 0.2], [0.7, -0.6], [0.1, 0.8]]]>
      : tensor<1x6x2xf32> -> tensor<1x6x2xf32>
  %y, %h, %c = ecg.lstm %x, %w, %r : (tensor<STEPSx1x2xf32>, tensor<1x12x2xf32>,
      tensor<1x12x3xf32>) -> (tensor<STEPSx1x1x3xf32>, tensor<1x1x3xf32>,
      tensor<1x1x3xf32>)
  %q = ecg.quantize %x : tensor<STEPSx1x2xf32> -> tensor<STEPSx1x2x!x>
  %qz, %gh = ecg.gru %q, %gw, %gr : (tensor<STEPSx1x2x!x>, tensor<1x6x2xf32>,
      tensor<1x6x2xf32>) -> (tensor<STEPSx1x1x2x!y>, tensor<1x1x2xf32>)
  %ql, %lh, %lc = ecg.lstm %q, %w, %r : (tensor<STEPSx1x2x!x>,
      tensor<1x12x2xf32>, tensor<1x12x3xf32>) -> (tensor<STEPSx1x1x3x!y>,
      tensor<1x1x3xf32>, tensor<1x1x3xf32>)
  %z = ecg.dequantize %qz : tensor<STEPSx1x1x2x!y> -> tensor<STEPSx1x1x2xf32>
  return %y, %z, %lh : tensor<STEPSx1x1x3xf32>, tensor<STEPSx1x1x2xf32>,
      tensor<1x1x3xf32>
}
