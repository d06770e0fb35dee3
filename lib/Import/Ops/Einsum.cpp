// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Einsum, made of transposes, a product that broadcasts and a sum.

#include "Ops.h"
#include "ecg/IR/Shapes.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace mlir;

namespace ecg {

namespace {

/// One subscript a dimension. The dimensions of an ellipsis are numbers,
/// counted from the last one.
using Labels = std::vector<int>;

/// A tensor whose dimensions have names.
struct Term {
  Value value;
  Labels labels;
};

struct Equation {
  std::vector<std::string> inputs;
  std::optional<std::string> output;
};

Equation readEquation(Node &node) {
  std::string text = node.stringAttribute("equation", "");
  llvm::erase(text, ' ');
  llvm::StringRef left, right;
  std::tie(left, right) = llvm::StringRef(text).split("->");
  Equation equation;
  llvm::SmallVector<llvm::StringRef> inputs;
  left.split(inputs, ',');
  for (llvm::StringRef input : inputs)
    equation.inputs.push_back(input.str());
  if (llvm::StringRef(text).contains("->"))
    equation.output = right.str();
  if (equation.inputs.size() != node.numInputs() && !node.failed())
    node.error() << "attribute 'equation' is '" << text << "' for "
                 << node.numInputs() << " inputs";
  return equation;
}

/// The labels of a term in which an ellipsis stands for `ellipsisRank`
/// dimensions.
Labels readLabels(Node &node, llvm::StringRef term, int64_t ellipsisRank) {
  Labels labels;
  while (!term.empty()) {
    if (term.consume_front("...")) {
      for (int64_t d = ellipsisRank; d-- > 0;)
        labels.push_back(d);
    } else if (llvm::isAlpha(term.front())) {
      labels.push_back(term.front());
      term = term.drop_front();
    } else {
      if (!node.failed())
        node.error() << "attribute 'equation' holds '" << term << "'";
      return labels;
    }
  }
  return labels;
}

llvm::ArrayRef<int64_t> shapeOf(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape();
}

Term readTerm(Node &node, unsigned index, llvm::StringRef text) {
  bool hasEllipsis = text.contains("...");
  int64_t named = text.size() - (hasEllipsis ? 3 : 0);
  Labels labels = readLabels(node, text, node.rank(index) - named);
  if (!node.failed() && static_cast<int64_t>(labels.size()) != node.rank(index))
    node.error() << "input " << index << " has rank " << node.rank(index)
                 << ", '" << text << "' names other dimensions";
  return {node.any(index, node.commonElementType()), labels};
}

/// Dimension i of the result is dimension order[i].
Term permute(Node &node, const Term &term, llvm::ArrayRef<int64_t> order) {
  if (node.failed() || llvm::is_sorted(order))
    return term;
  Labels labels;
  for (int64_t dim : order)
    labels.push_back(term.labels[dim]);
  return {node.create<TransposeOp>(term.value, order), labels};
}

/// Two dimensions of one label become the diagonal: they are merged into one,
/// of which every n+1st element is taken.
Term takeDiagonal(Node &node, const Term &term, int64_t first, int64_t second) {
  Shape order;
  for (int64_t dim = 0; dim < static_cast<int64_t>(term.labels.size()); ++dim)
    if (dim != first && dim != second)
      order.push_back(dim);
  llvm::append_values(order, first, second);
  Term last = permute(node, term, order);
  if (node.failed())
    return last;
  Shape shape(shapeOf(last.value));
  int64_t n = shape.pop_back_val();
  if (shape.back() != n) {
    node.error() << "takes the diagonal of " << shape.back() << " x " << n;
    return last;
  }
  shape.back() = n * n;
  Value merged = node.reshape(last.value, shape);
  Shape starts(shape.size(), 0), steps(shape.size(), 1);
  shape.back() = n;
  steps.back() = n + 1;
  last.labels.pop_back();
  return {node.slice(merged, starts, shape, steps), last.labels};
}

Term takeDiagonals(Node &node, Term term) {
  for (size_t i = 0; i < term.labels.size() && !node.failed(); ++i) {
    auto again = std::find(term.labels.begin() + i + 1, term.labels.end(),
                           term.labels[i]);
    if (again == term.labels.end())
      continue;
    term = takeDiagonal(node, term, i, again - term.labels.begin());
    i = -1; // the dimensions have moved: look from the start again
  }
  return term;
}

/// The dimensions in the order of `labels`, size 1 where the term has none.
Value align(Node &node, const Term &term, const Labels &labels) {
  Shape order, shape;
  for (int label : labels) {
    auto found = llvm::find(term.labels, label);
    if (found != term.labels.end())
      order.push_back(found - term.labels.begin());
  }
  Value value = permute(node, term, order).value;
  if (node.failed())
    return {};
  llvm::ArrayRef<int64_t> sizes = shapeOf(value);
  for (int label : labels) {
    bool isOwn = llvm::is_contained(term.labels, label);
    shape.push_back(isOwn ? sizes.front() : 1);
    sizes = sizes.drop_front(isOwn);
  }
  return node.reshape(value, shape);
}

/// Without an output, labels that occur once stay, in alphabetical order behind
/// the ellipsis.
Labels impliedOutput(llvm::ArrayRef<Term> terms) {
  std::map<int, int> counts;
  Labels output;
  for (const Term &term : terms)
    for (int label : term.labels)
      ++counts[label];
  for (auto [label, count] : llvm::reverse(counts))
    if (label < 'A') // of an ellipsis, from the front
      output.push_back(label);
  for (auto [label, count] : counts)
    if (label >= 'A' && count == 1)
      output.push_back(label);
  return output;
}

Labels readOutput(Node &node, const Equation &equation,
                  llvm::ArrayRef<Term> terms) {
  if (!equation.output)
    return impliedOutput(terms);
  int64_t ellipsisRank = 0;
  for (const Term &term : terms)
    for (int label : term.labels)
      if (label < 'A')
        ellipsisRank = std::max<int64_t>(ellipsisRank, label + 1);
  Labels output = readLabels(node, *equation.output, ellipsisRank);
  for (size_t i = 0; i < output.size() && !node.failed(); ++i)
    if (llvm::is_contained(llvm::ArrayRef(output).take_front(i), output[i]) ||
        llvm::none_of(terms, [&](const Term &term) {
          return llvm::is_contained(term.labels, output[i]);
        }))
      node.error() << "result '" << *equation.output
                   << "' names a dimension twice or one that no input has";
  return output;
}

} // namespace

LogicalResult importEinsum(Node &node) {
  Equation equation = readEquation(node);
  std::vector<Term> terms;
  for (unsigned i = 0; i < node.numInputs() && !node.failed(); ++i)
    terms.push_back(readTerm(node, i, equation.inputs[i]));
  if (node.failed())
    return failure();
  Labels labels = readOutput(node, equation, terms);
  size_t kept = labels.size();
  for (const Term &term : terms)
    for (int label : term.labels)
      if (!llvm::is_contained(labels, label))
        labels.push_back(label);

  Value product;
  for (const Term &term : terms) {
    Value factor = align(node, takeDiagonals(node, term), labels);
    product =
        product ? node.create<MulOp>(product, factor, ClampAttr()) : factor;
  }
  Shape summed = llvm::to_vector(llvm::seq<int64_t>(kept, labels.size()));
  if (summed.empty())
    return node.result(product);
  return node.result(node.create<ReduceOp>("sum", product, summed, false));
}

} // namespace ecg
