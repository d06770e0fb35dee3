// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The calls of recurrent kernels, one a direction. Part of EcgRtOps.td.

#ifndef ECG_IR_ECGRTRECURRENTOPS_TD
#define ECG_IR_ECGRTRECURRENTOPS_TD

include "ecg/IR/EcgRtBase.td"

class Activations<list<string> names> {
  list<Rt_Param> params =
      !foreach(n, names, Rt_IntParam<n, [IntNonNegative, IntMaxValue<10>]>);
}
class Flags<list<string> names> {
  list<Rt_Param> params = !foreach(n, names, Flag<n>);
}
defvar recurrentShape = !listconcat(
    Sizes<["steps", "batch", "input", "hidden", "directions"]>.params,
    Flags<["direction", "reverse", "from_zero"]>.params);
defvar checkDirection = [{
  if (direction >= directions || directions > 2)
    return fail("needs one or two directions, and one of them");
}];
defvar checkRecurrent = !strconcat(checkDirection, [{
  if (!(clip > 0))
    return fail("needs a positive clip");
}]);
defvar recurrentState = "directions, batch, hidden";

class Rt_RecurrentF32<string mnemonic, int gates, list<Rt_Buffer> own,
                      list<Rt_Buffer> states, int scratchRows,
                      list<list<Rt_Param>> functions>
    : Rt_Kernel<mnemonic,
        !listconcat(
          [In<"x", F32, "steps, batch, input">,
           In<"w", F32, "directions, " # gates # " * hidden, input">,
           In<"r", F32, "directions, " # gates # " * hidden, hidden">,
           OptionalIn<"b", F32, "directions, 2 * " # gates # " * hidden">],
          own,
          [OptionalIn<"lengths", I32, "batch">,
           OptionalOut<"y", F32, "steps, directions, batch, hidden">], states,
          [FloatScratch<scratchRows # " * hidden">]),
        !listconcat([recurrentShape], functions), [],
        gates # " * hidden * (input + hidden) * steps * batch",
        checkRecurrent>;

def LstmF32Op : Rt_RecurrentF32<"lstm_f32", 4,
    [OptionalIn<"peephole", F32, "directions, 3 * hidden">],
    [State<"h", F32, recurrentState>, State<"c", F32, recurrentState>], 1,
    [Flags<["input_forget"]>.params, Activations<["act_f", "act_g", "act_h"]>.params,
     Reals<["alpha_f", "alpha_g", "alpha_h", "beta_f", "beta_g", "beta_h",
            "clip"]>.params]>;

def GruF32Op : Rt_RecurrentF32<"gru_f32", 3, [],
    [State<"h", F32, recurrentState>], 2,
    [Flags<["linear_before_reset"]>.params, Activations<["act_f", "act_g"]>.params,
     Reals<["alpha_f", "alpha_g", "beta_f", "beta_g", "clip"]>.params]>;

def RnnF32Op : Rt_RecurrentF32<"rnn_f32", 1, [],
    [State<"h", F32, recurrentState>], 1,
    [Activations<["act_f"]>.params, Reals<["alpha_f", "beta_f", "clip"]>.params]>;

class Rt_RecurrentS8<string mnemonic, int gates, int biases,
                     list<Rt_Buffer> own, list<Rt_Buffer> states,
                     int scratchRows, list<string> flags>
    : Rt_Kernel<mnemonic,
        !listconcat(
          [In<"x", I8, "steps, batch, input">,
           Table<"w", I8, "directions, " # gates # " * hidden, input">,
           Table<"r", I8, "directions, " # gates # " * hidden, hidden">,
           Table<"x_mult", I32, "directions, " # gates # " * hidden">,
           Table<"x_shift", I8, "directions, " # gates # " * hidden">,
           Table<"h_mult", I32, "directions, " # gates # " * hidden">,
           Table<"h_shift", I8, "directions, " # gates # " * hidden">,
           Table<"bias", I32, "directions, " # biases # " * hidden">],
          own,
          [OptionalIn<"lengths", I32, "batch">,
           OptionalOut<"y", I8, "steps, directions, batch, hidden">], states,
          [FixedScratch<scratchRows # " * hidden">]),
        [recurrentShape, Flags<flags>.params, [Byte<"in_zp">, Byte<"y_zp">,
          Count<"y_mult">, Shift<"y_shift", 62>, Size<"clip">]], [],
        gates # " * hidden * (input + hidden) * steps * batch",
        checkDirection>;

def LstmS8Op : Rt_RecurrentS8<"lstm_s8", 4, 4,
    [OptionalIn<"peephole", I32, "directions, 3 * hidden">],
    [State<"h", I16, recurrentState>, State<"c", I32, recurrentState>], 1,
    ["input_forget"]>;

def GruS8Op : Rt_RecurrentS8<"gru_s8", 3, 4, [],
    [State<"h", I16, recurrentState>], 2, ["linear_before_reset"]>;

def RnnS8Op : Rt_RecurrentS8<"rnn_s8", 1, 1, [],
    [State<"h", I16, recurrentState>], 1, []>;

class Rt_Fixed<string mnemonic, Type from, Type to>
    : Rt_Kernel<mnemonic, [In<"x", from, "n">, Out<"y", to, "n">],
                [[Size<"n">,
                  Rt_IntParam<"bits", [IntNonNegative, IntMaxValue<30>]>]]>;
def ToFixedS16Op : Rt_Fixed<"to_fixed_s16", F32, I16>;
def ToFixedS32Op : Rt_Fixed<"to_fixed_s32", F32, I32>;
def FromFixedS16Op : Rt_Fixed<"from_fixed_s16", I16, F32>;
def FromFixedS32Op : Rt_Fixed<"from_fixed_s32", I32, F32>;

#endif // ECG_IR_ECGRTRECURRENTOPS_TD
