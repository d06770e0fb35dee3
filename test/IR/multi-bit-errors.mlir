// RUN: ecg-opt %s --split-input-file --verify-diagnostics

func.func @bits() -> tensor<2x4xf32> {
  // expected-error @below {{needs the bits of 2 groups, got 1}}
  %w = ecg.multi_bit #ecg.multi_bit<tensor<2x4xf32>, groups 4, bits [1 of 1], alphas dense<40> : tensor<1xi8>, scale 0.01, planes dense<5> : tensor<1xi8>> -> tensor<2x4xf32>
  return %w : tensor<2x4xf32>
}

// -----

func.func @alphas() -> tensor<2x4xf32> {
  // expected-error @below {{needs an alpha for each of 2 bits, got 1}}
  %w = ecg.multi_bit #ecg.multi_bit<tensor<2x4xf32>, groups 4, bits [2 of 1], alphas dense<40> : tensor<1xi8>, scale 0.01, planes dense<5> : tensor<2xi8>> -> tensor<2x4xf32>
  return %w : tensor<2x4xf32>
}

// -----

func.func @planes() -> tensor<2x4xf32> {
  // expected-error @below {{needs 2 bytes of planes (i8), got 1}}
  %w = ecg.multi_bit #ecg.multi_bit<tensor<2x4xf32>, groups 4, bits [2 of 1], alphas dense<40> : tensor<2xi8>, scale 0.01, planes dense<5> : tensor<1xi8>> -> tensor<2x4xf32>
  return %w : tensor<2x4xf32>
}

// -----

func.func @scale() -> tensor<1x4xf32> {
  // expected-error @below {{the scale must be finite and above 0}}
  %w = ecg.multi_bit #ecg.multi_bit<tensor<1x4xf32>, groups 4, bits [1 of 1], alphas dense<40> : tensor<1xi8>, scale 0.0, planes dense<5> : tensor<1xi8>> -> tensor<1x4xf32>
  return %w : tensor<1x4xf32>
}

// -----

func.func @groups() -> tensor<1x4xf32> {
  // expected-error @below {{groups of 3 weights do not fill rows of 4}}
  %w = ecg.multi_bit #ecg.multi_bit<tensor<1x4xf32>, groups 3, bits [1 of 1], alphas dense<40> : tensor<1xi8>, scale 0.1, planes dense<5> : tensor<1xi8>> -> tensor<1x4xf32>
  return %w : tensor<1x4xf32>
}

// -----

func.func @many() -> tensor<1x4xf32> {
  // expected-error @below {{a group has 0 to 8 bits}}
  %w = ecg.multi_bit #ecg.multi_bit<tensor<1x4xf32>, groups 4, bits [1 of 9], alphas dense<40> : tensor<9xi8>, scale 0.1, planes dense<5> : tensor<9xi8>> -> tensor<1x4xf32>
  return %w : tensor<1x4xf32>
}

// -----

func.func @code(%w: tensor<2x6xf32>, %a: tensor<2x2xf32>) -> tensor<2x6xf32> {
  // expected-error @below {{knows no code 99}}
  %y = ecg.fake_multi_bit %w, %a codes [99, 1] groups 6 : (tensor<2x6xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

// -----

func.func @narrow(%w: tensor<2x6xf32>, %a: tensor<2x1xf32>) -> tensor<2x6xf32> {
  // expected-error @below {{needs alphas of shape 2 x 2 or wider, got 2x1}}
  %y = ecg.fake_multi_bit %w, %a codes [4, 1] groups 6 : (tensor<2x6xf32>, tensor<2x1xf32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}

// -----

func.func @pixel(%w: tensor<2x6xf32>, %a: tensor<2x2xf32>) -> tensor<2x6xf32> {
  // expected-error @below {{groups of pixels hold one weight for each input channel}}
  %y = ecg.fake_multi_bit %w, %a codes [4, 1] groups 6 pixel : (tensor<2x6xf32>, tensor<2x2xf32>) -> tensor<2x6xf32>
  return %y : tensor<2x6xf32>
}
