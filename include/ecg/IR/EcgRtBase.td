// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// How a kernel call is declared: a list of buffers with their sizes and a list
// of parameters with their ranges. Everything else (syntax, verifier, memory
// effects, conversion from and to the C struct) follows.

#ifndef ECG_IR_ECGRTBASE_TD
#define ECG_IR_ECGRTBASE_TD

include "ecg/IR/EcgRtDialect.td"
include "mlir/IR/CommonAttrConstraints.td"
include "mlir/IR/CommonTypeConstraints.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

def Rt_DensePred : CPred<
    "::mlir::cast<::mlir::MemRefType>($_self).getLayout().isIdentity()">;

class Rt_MemRef<list<Type> elements>
    : ConfinedType<StaticShapeMemRefOf<elements>, [Rt_DensePred],
                   "dense " # StaticShapeMemRefOf<elements>.summary,
                   "::mlir::MemRefType">;

// Every element type of docs/numerics.md @elements.
def Rt_Element : AnyTypeOf<[F32, F64, F16, I1, I8, I16, I32, I64, UI8, UI16,
                            UI32, UI64]>;
def Rt_AnyMemRef : Rt_MemRef<[Rt_Element]>;

// `size` is a C++ expression over the parameters that makes an Extent. Weights
// are packed as the kernel set likes, which never makes them fewer.
class Rt_Buffer<string n, Type element, string size, string r,
                list<OpVariableDecorator> access> {
  string name = n;
  string extent = size;
  string role = r;
  Arg constraint = Arg<Rt_MemRef<[element]>, "", access>;
}
class In<string n, Type element, string factors>
    : Rt_Buffer<n, element, "exactly({" # factors # "})", "Input", [MemRead]>;
class InPart<string n, Type element, string elements>
    : Rt_Buffer<n, element, "atLeast({" # elements # "})", "Input", [MemRead]>;
class Table<string n, Type element, string factors>
    : Rt_Buffer<n, element, "exactly({" # factors # "})", "Table", [MemRead]>;
class Packed<string n, Type element, string factors>
    : Rt_Buffer<n, element, "atLeast({" # factors # "})", "Table", [MemRead]>;
class Out<string n, Type element, string factors>
    : Rt_Buffer<n, element, "exactly({" # factors # "})", "Output", [MemWrite]>;
class OutPart<string n, Type element, string elements>
    : Rt_Buffer<n, element, "atLeast({" # elements # "})", "Output",
                [MemWrite]>;
def Scratch
    : Rt_Buffer<"scratch", I8, "atLeast({0})", "Scratch", [MemRead, MemWrite]>;
class FloatScratch<string factors>
    : Rt_Buffer<"scratch", F32, "exactly({" # factors # "})", "Scratch",
                [MemRead, MemWrite]>;
class FixedScratch<string factors>
    : Rt_Buffer<"scratch", I16, "exactly({" # factors # "})", "Scratch",
                [MemRead, MemWrite]>;
class State<string n, Type element, string factors>
    : Rt_Buffer<n, element, "exactly({" # factors # "})", "State",
                [MemRead, MemWrite]>;
// What a kernel can do without: a buffer without elements stands for none, and
// is a null pointer to the kernel.
class OptionalIn<string n, Type element, string factors>
    : Rt_Buffer<n, element, "optional({" # factors # "})", "Input", [MemRead]>;
class OptionalOut<string n, Type element, string factors>
    : Rt_Buffer<n, element, "optional({" # factors # "})", "Output",
                [MemWrite]>;

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

// `read` makes the C++ value that size expressions and checks see.
class Rt_Param<string n, Attr attr, string t, string r> {
  string name = n;
  Attr constraint = attr;
  string cppType = t;
  string read = r;
}
class Rt_IntParam<string n, list<AttrConstraint> limits = []>
    : Rt_Param<n, ConfinedAttr<I32Attr, limits>, "int64_t", "getInt()">;
class Rt_ArrayParam<string n, int count>
    : Rt_Param<n, ConfinedAttr<DenseI32ArrayAttr, [DenseArrayCount<count>]>,
               "::llvm::ArrayRef<int32_t>", "asArrayRef()">;

class Int<string n> : Rt_IntParam<n>;
class Size<string n> : Rt_IntParam<n, [IntPositive]>;
class Count<string n> : Rt_IntParam<n, [IntNonNegative]>;
class Flag<string n> : Rt_IntParam<n, [IntNonNegative, IntMaxValue<1>]>;
class Byte<string n> : Rt_IntParam<n, [IntMinValue<-128>, IntMaxValue<127>]>;
class Short<string n>
    : Rt_IntParam<n, [IntMinValue<-32768>, IntMaxValue<32767>]>;
class Zero<string n> : Rt_IntParam<n, [IntNonNegative, IntMaxValue<0>]>;
class Shift<string n, int max>
    : Rt_IntParam<n, [IntMinValue<1>, IntMaxValue<max>]>;
class Real<string n> : Rt_Param<n, F32Attr, "float", "getValue().convertToFloat()">;
class Ints3<string n> : Rt_ArrayParam<n, 3>;
class Ints4<string n> : Rt_ArrayParam<n, 4>;
class Ints6<string n> : Rt_ArrayParam<n, 6>;
class Enum<string n, int count>
    : Rt_IntParam<n, [IntNonNegative, IntMaxValue<!sub(count, 1)>]>;

class Sizes<list<string> names> {
  list<Rt_Param> params = !foreach(n, names, Size<n>);
}
class Counts<list<string> names> {
  list<Rt_Param> params = !foreach(n, names, Count<n>);
}
class Bytes<list<string> names> {
  list<Rt_Param> params = !foreach(n, names, Byte<n>);
}
class Zeros<list<string> names> {
  list<Rt_Param> params = !foreach(n, names, Zero<n>);
}
class Reals<list<string> names> {
  list<Rt_Param> params = !foreach(n, names, Real<n>);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

// `checks` are C++ statements over the parameters that return `fail(message)`
// where a combination of them could make the kernel leave its buffers.
class Rt_Call<string mnemonic, list<Rt_Buffer> buffers,
              list<list<Rt_Param>> paramGroups, list<int> inPlace, string macs,
              string checks, string kernelName, dag family, list<Trait> traits>
    : Op<EcgRt_Dialect, mnemonic,
         !listconcat([DeclareOpInterfaceMethods<RtKernelOpInterface>],
                     traits)> {
  defvar params = !foldl([]<Rt_Param>, paramGroups, all, group,
                         !listconcat(all, group));

  let summary = "calls ecg_" # mnemonic;
  let arguments = !con(
      !dag(ins, !foreach(b, buffers, b.constraint),
           !foreach(b, buffers, b.name)),
      !dag(ins, !foreach(p, params, p.constraint),
           !foreach(p, params, p.name)), family);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;

  let extraClassDeclaration = "using Params = ecg_" # mnemonic # "_params_t;";

  // Parameters as C++ values, for the expressions below.
  defvar locals = !interleave(
      !foreach(p, params,
               "[[maybe_unused]] const " # p.cppType # " " # p.name #
               " = getProperties()." # p.name # "." # p.read # ";"), "\n");
  let extraClassDefinition = [{
    ::llvm::StringRef $cppClass::getStem() { return "}] # mnemonic # [{"; }
    std::string $cppClass::getKernelName() { return }] # kernelName # [{; }
    ::llvm::ArrayRef<::ecg::rt::ParamField> $cppClass::getParamFields() {
      static const ::ecg::rt::ParamField fields[] = {
        }] # !interleave(!foreach(p, params, "ECG_RT_FIELD(Params, " #
                                             p.name # ")"), ", ") # [{};
      static_assert(::ecg::rt::sizeOf({}] #
          !interleave(!foreach(p, params, "sizeof(Params::" # p.name # ")"),
                      ", ") # [{}) == sizeof(Params),
          "the op lists the fields of the struct");
      return fields;
    }
    ::llvm::ArrayRef<::ecg::rt::BufferRole> $cppClass::getBufferRoles() {
      static const ::ecg::rt::BufferRole roles[] = {
        }] # !interleave(!foreach(b, buffers, "::ecg::rt::BufferRole::" #
                                              b.role), ", ") # [{};
      return roles;
    }
    ::llvm::ArrayRef<unsigned> $cppClass::getInPlaceInputs() {
      }] # !if(!empty(inPlace), "return {};",
               "static const unsigned inputs[] = {" #
               !interleave(inPlace, ", ") # "}; return inputs;") # [{
    }
    int64_t $cppClass::getMacs() {
      }] # locals # [{
      return }] # macs # [{;
    }
    ::llvm::LogicalResult $cppClass::verify() {
      }] # locals # [{
      [[maybe_unused]] auto fail = [&](const ::llvm::Twine &message) {
        return emitOpError(message);
      };
      }] # checks # [{
      const ::ecg::rt::Extent extents[] = {}] #
          !interleave(!foreach(b, buffers, "::ecg::rt::" # b.extent), ", ") #
          [{};
      return ::ecg::rt::verifyBuffers(*this, extents);
    }
    ::mlir::ParseResult $cppClass::parse(::mlir::OpAsmParser &parser,
                                         ::mlir::OperationState &result) {
      return ::ecg::rt::parseKernel(parser, result, getParamFields());
    }
    void $cppClass::print(::mlir::OpAsmPrinter &printer) {
      ::ecg::rt::printKernel(printer, *this);
    }
  }];
}

class Rt_Kernel<string mnemonic, list<Rt_Buffer> buffers,
                list<list<Rt_Param>> paramGroups, list<int> inPlace = [],
                string macs = "0", string checks = "">
    : Rt_Call<mnemonic, buffers, paramGroups, inPlace, macs, checks,
              "\"ecg_" # mnemonic # "\"", (ins), []>;

// Kernels that differ in the element types of the operands `typed` only:
// `ecg_cast_f32_i64`.
class Rt_Typed<string mnemonic, list<Rt_Buffer> buffers,
               list<list<Rt_Param>> paramGroups, list<int> typed>
    : Rt_Call<mnemonic, buffers, paramGroups, [], "0", "",
              "::ecg::rt::familyKernel(\"" # mnemonic # "\", {" #
          !interleave(!foreach(t, typed, "getOperation()->getOperand(" # t #
                                         ").getType()"), ", ") # "})",
              (ins), []>;

// Many kernels with the same buffers and parameters. Which one is meant says
// the attribute `function` and the element types of the operands `typed`: "exp"
// on f32 is `ecg_exp_f32`. Lists of them are in the headers of the runtime.
class Rt_Family<string mnemonic, list<Rt_Buffer> buffers,
                list<list<Rt_Param>> paramGroups, list<int> typed,
                list<int> inPlace = [], string checks = "",
                list<Trait> traits = []>
    : Rt_Call<mnemonic, buffers, paramGroups, inPlace, "0", checks # [{
        if (!::ecg::rt::isFamilyKernel(getKernelName()))
          return fail("has no kernel ") << getKernelName();
      }], "::ecg::rt::familyKernel(getFunction(), {" #
          !interleave(!foreach(t, typed, "getOperation()->getOperand(" # t #
                                         ").getType()"), ", ") # "})",
      (ins StrAttr:$function), traits>;

// Kernels that only move elements: `ecg_move_b4` for every type of four bytes.
class Rt_BytesKernel<string mnemonic, list<Rt_Buffer> buffers,
                     list<list<Rt_Param>> paramGroups, string moved = "x",
                     string checks = "", list<Trait> traits = []>
    : Rt_Call<mnemonic, buffers, paramGroups, [], "0", checks,
              "::ecg::rt::bytesKernel(\"" # mnemonic # "\", get" #
                  !toupper(moved) # "().getType())",
              (ins), traits>;

#endif // ECG_IR_ECGRTBASE_TD
