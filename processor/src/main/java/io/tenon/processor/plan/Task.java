package io.tenon.processor.plan;

import io.tenon.graph.Node;
import io.tenon.op.AdaptivePooling;
import io.tenon.op.Arithmetic;
import io.tenon.op.Convolution;
import io.tenon.op.Elementwise;
import io.tenon.op.LayerNormalization;
import io.tenon.op.Pad;
import io.tenon.op.Pooling;
import java.util.List;

/** One method or call of the generated forward: a fused group with its operands' places. */
public interface Task {
  /** What all tasks have: a name of their own, the operations, and where the result lies. */
  record Common(String name, String base, List<Node> nodes, Value out) {}

  /** What all tasks have. */
  Common common();

  /** The values that are read. */
  List<Value> inputs();

  /** Scratch that is needed while it runs, beside inputs and result. */
  default List<Value> scratch() {
    return List.of();
  }

  /** Of {@link #scratch}, what members of a team can't share: each has its own. */
  default List<Value> ownScratch() {
    return List.of();
  }

  /** What the generated method calls {@link #inputs}. */
  default List<String> inputNames() {
    return inputs().size() == 1 ? List.of("x") : List.of("a", "b");
  }

  /** What the generated method calls {@link #scratch}. */
  default List<String> scratchNames() {
    return scratch().isEmpty() ? List.of() : List.of("beside");
  }

  /** The generated method's name. */
  default String name() {
    return common().name();
  }

  /** What fields for its weights are named after. */
  default String base() {
    return common().base();
  }

  /** The result. */
  default Value out() {
    return common().out();
  }

  /** Whether all samples are computed at once, rather than one after the other; or none. */
  default boolean wholeBatch() {
    return out().isShared() || out().rank() == 1;
  }

  /** Whether it is a step of the network, and not just a copy between layouts. */
  default boolean isStep() {
    return true;
  }

  /**
   * A convolution without padding (its input has the border already).
   *
   * @param addend what is added to the result; null for nothing
   * @param row scratch for what goes from the tile to the sum at a time; null without a sum
   * @param folded what follows and is in the weights: factors and summands of channels
   * @param pooled whether 2×2 max-pooling follows in registers
   * @param narrow whether it has so few outputs that lanes are columns
   */
  record Convolve(
      Common common,
      Value in,
      Value addend,
      Value row,
      Convolution op,
      Node conv,
      List<Node> folded,
      boolean pooled,
      boolean narrow,
      List<Elementwise> activations)
      implements Task {
    @Override
    public List<Value> inputs() {
      return addend == null ? List.of(in) : List.of(in, addend);
    }

    @Override
    public List<String> inputNames() {
      return addend == null ? List.of("x") : List.of("x", "z");
    }

    @Override
    public List<Value> scratch() {
      return row == null ? List.of() : List.of(row);
    }

    @Override
    public List<Value> ownScratch() {
      return scratch();
    }

    @Override
    public List<String> scratchNames() {
      return row == null ? List.of() : List.of("row");
    }
  }

  /**
   * A convolution of as many groups as channels, without padding: each output is made of its own
   * channel alone.
   *
   * @param addend what is added to the result; null for nothing
   * @param folded what follows and is in the weights: factors and summands of channels
   */
  record ConvolveDepthwise(
      Common common,
      Value in,
      Value addend,
      Convolution op,
      Node conv,
      List<Node> folded,
      List<Elementwise> activations)
      implements Task {
    @Override
    public List<Value> inputs() {
      return addend == null ? List.of(in) : List.of(in, addend);
    }

    @Override
    public List<String> inputNames() {
      return addend == null ? List.of("x") : List.of("x", "z");
    }
  }

  /**
   * A convolution of several groups, without padding.
   *
   * @param addend what is added to the result; null for nothing
   * @param folded what follows and is in the weights: factors and summands of channels
   * @param beside where a group's results are stored first if its channels don't fill blocks; else
   *     null
   */
  record ConvolveGroups(
      Common common,
      Value in,
      Value addend,
      Convolution op,
      Node conv,
      List<Node> folded,
      Value beside,
      List<Elementwise> activations)
      implements Task {
    @Override
    public List<Value> inputs() {
      return addend == null ? List.of(in) : List.of(in, addend);
    }

    @Override
    public List<String> inputNames() {
      return addend == null ? List.of("x") : List.of("x", "z");
    }

    @Override
    public List<Value> scratch() {
      return beside == null ? List.of() : List.of(beside);
    }
  }

  /**
   * A linear layer.
   *
   * @param addend what is added to the result; null for nothing
   * @param part which rows of the weight, or of its bias alone; null for all
   * @param folded what follows and is in the weights: factors and summands of channels
   * @param rows how many rows of features a sample has
   * @param beside where results are stored first if there may be fewer than 16 of them; else null
   */
  record Multiply(
      Common common,
      Value in,
      Value addend,
      Node linear,
      Part part,
      List<Node> folded,
      Amount rows,
      Value beside,
      List<Elementwise> activations)
      implements Task {
    @Override
    public List<Value> inputs() {
      return addend == null ? List.of(in) : List.of(in, addend);
    }

    @Override
    public List<String> inputNames() {
      return addend == null ? List.of("x") : List.of("x", "z");
    }

    @Override
    public List<Value> scratch() {
      return beside == null ? List.of() : List.of(beside);
    }
  }

  /**
   * Rows of a weight that a linear layer takes, as one of attention's projections does.
   *
   * @param weightFirst the first row of the weight
   * @param biasFirst the first element of the bias
   */
  record Part(int weightFirst, int biasFirst) {}

  /** Max- or average-pooling. */
  record Pool(Common common, Value in, Pooling op) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }
  }

  /** Adaptive average-pooling. */
  record PoolAdaptively(Common common, Value in, AdaptivePooling op) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }
  }

  /**
   * Functions of single elements, of one value or of two that are combined first.
   *
   * @param arithmetic null for one operand
   */
  record Map(Common common, List<Value> inputs, Arithmetic arithmetic, List<Elementwise> functions)
      implements Task {}

  /** A batch normalisation by running statistics that could not be folded. */
  record Normalize(Common common, Value in, Node node, List<Elementwise> activations)
      implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }
  }

  /**
   * A layer normalisation.
   *
   * @param plus what is added to {@code in} first; null for nothing
   */
  record NormalizeRows(Common common, Value in, Value plus, LayerNormalization op, Node node)
      implements Task {
    @Override
    public List<Value> inputs() {
      return plus == null ? List.of(in) : List.of(in, plus);
    }
  }

  /**
   * Softmax or its logarithm.
   *
   * @param dim the dimension of a sample along which exponentials add up to 1
   */
  record Exponentiate(Common common, Value in, boolean log, int dim) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }
  }

  /**
   * The same elements in another order, some of them, or some more than once.
   *
   * @param axes the loops over the result, outermost first
   */
  record Move(Common common, Value in, List<Axis> axes) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }
  }

  /**
   * Some channels of maps in blocks, or all, in blocks of their own.
   *
   * @param first the operand's channel where they begin
   * @param groups how many groups of them are dealt out in turn; 1 to keep their order
   */
  record PickChannels(Common common, Value in, int first, int groups) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }
  }

  /**
   * Sums, or means, along the middle of [outer, count, inner].
   *
   * @param outer how many there are of one sample
   */
  record Reduce(Common common, Value in, boolean mean, Amount outer, Amount count, Amount inner)
      implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }
  }

  /**
   * A copy into a part of a concatenation, for a value that could not be made there.
   *
   * @param dim the dimension of a sample along which values are concatenated
   * @param first where the part begins along it
   */
  record Join(Common common, Value in, int dim, Amount first) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }

    @Override
    public boolean isStep() {
      return false;
    }
  }

  /**
   * A copy into another layout.
   *
   * @param border what is put around; null for nothing
   */
  record Copy(Common common, Value in, Pad border) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of(in);
    }

    @Override
    public boolean wholeBatch() {
      return out().isShared() || in.rank() == 1 && in.flattened() == null && out().rank() == 1;
    }

    @Override
    public boolean isStep() {
      return false;
    }
  }

  /** Stops where a part of a value would end behind it; sizes that come with inputs decide. */
  record RequireWithin(Common common, String operation, Amount end, Amount size) implements Task {
    @Override
    public List<Value> inputs() {
      return List.of();
    }

    @Override
    public boolean isStep() {
      return false;
    }
  }
}
