// RUN: ecg-opt %s -split-input-file -verify-diagnostics

// The resource holds one float, the type promises two.
func.func @short() -> tensor<2xf32> {
  // expected-error@+1 {{resource 'w' has 4 bytes where 8 are needed}}
  %w = ecg.constant dense_resource<w> : tensor<2xf32> -> tensor<2xf32>
  return %w : tensor<2xf32>
}

{-#
  dialect_resources: {
    builtin: {
      w: "0x040000000000803F"
    }
  }
#-}

// -----

func.func @missing() -> tensor<2xf32> {
  // expected-error@+1 {{resource 'w' is missing}}
  %w = ecg.constant dense_resource<w> : tensor<2xf32> -> tensor<2xf32>
  return %w : tensor<2xf32>
}

// -----

func.func @sparse() -> tensor<2xf32> {
  // expected-error@+1 {{value must be dense}}
  %w = ecg.constant sparse<[[0]], [1.0]> : tensor<2xf32> -> tensor<2xf32>
  return %w : tensor<2xf32>
}

// -----

func.func @other_type() -> tensor<2xf32> {
  // expected-error@+1 {{does not hold the numbers of}}
  %w = ecg.constant dense<1.0> : tensor<3xf32> -> tensor<2xf32>
  return %w : tensor<2xf32>
}
