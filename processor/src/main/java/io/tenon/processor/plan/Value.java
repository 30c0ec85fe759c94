package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.Padding;
import java.util.ArrayList;
import java.util.List;

/**
 * A result that lies somewhere: its shape and layout are known from the start, its place once
 * buffers are planned.
 */
public final class Value {
  private final String name;
  private final List<Size> sizes;
  private final Layout layout;
  private final Place place;
  private final Value flattened;
  private final DType dtype;
  private final Size blocks; // null where channels don't lie in blocks
  private Value wide; // that this is columns of, from `first` on; null for none
  private Amount first = Amount.ZERO;
  private Padding border = Padding.NONE;

  private Value(
      String name,
      List<Size> sizes,
      Layout layout,
      Size blocks,
      Place place,
      Value flattened,
      DType dtype) {
    this.name = name;
    this.sizes = List.copyOf(sizes);
    this.layout = layout;
    this.blocks = blocks;
    this.place = place;
    this.flattened = flattened;
    this.dtype = dtype;
    this.border = border;
  }

  /**
   * A value with a place of its own.
   *
   * @param sizes the shape of one sample
   */
  static Value of(String name, List<Size> sizes, Layout layout) {
    return of(name, sizes, layout, blocksIn(layout, sizes));
  }

  private static Size blocksIn(Layout layout, List<Size> sizes) {
    return layout == Layout.BLOCKS ? blocks(sizes.get(0).factor()) : null;
  }

  /** The same, of {@code blocks} of 16 channels; null where they don't lie in blocks. */
  static Value of(String name, List<Size> sizes, Layout layout, Size blocks) {
    return new Value(name, sizes, layout, blocks, new Place(name, false), null, DType.FLOAT32);
  }

  /** How many blocks a known number of channels takes. */
  static Size blocks(int channels) {
    return Size.of((channels + Panel.LANES - 1) / Panel.LANES);
  }

  /**
   * A value that is the same for all samples of a batch.
   *
   * @param sizes its shape
   */
  static Value shared(String name, List<Size> sizes, DType dtype) {
    return new Value(name, sizes, Layout.PLANES, null, new Place(name, true), null, dtype);
  }

  /** A value with a place of its own that is needed as often as this one. */
  Value scratch(String other, List<Size> shape) {
    return isShared() ? shared(other, shape, dtype) : of(other, shape, Layout.PLANES);
  }

  /** The same elements in another shape. */
  Value view(List<Size> other) {
    Value maps = layout == Layout.PLANES ? flattened : this;
    return new Value(name, other, Layout.PLANES, null, place, maps, dtype);
  }

  /** These maps with room for zeros around each. */
  Value within(Padding zeros) {
    Value within = new Value(name, sizes, layout, blocks, place, flattened, dtype);
    within.border = zeros;
    return within;
  }

  /** The same maps with some of the zeros around them as a part of each. */
  Value with(Padding zeros) {
    List<Size> wider = new ArrayList<>(sizes);
    wider.set(1, Size.of(size(1) + zeros.top() + zeros.bottom()));
    wider.set(2, Size.of(size(2) + zeros.left() + zeros.right()));
    Value with = new Value(name, wider, layout, blocks, place, flattened, dtype);
    with.border =
        new Padding(
            border.left() - zeros.left(),
            border.right() - zeros.right(),
            border.top() - zeros.top(),
            border.bottom() - zeros.bottom());
    return with;
  }

  /** This value with elements of another type. */
  Value as(DType other) {
    Value as = new Value(name, sizes, layout, blocks, place, flattened, other);
    as.border = border;
    return as;
  }

  /** The elements from {@code offset} on, where a sample begins, in another shape. */
  Value part(String other, List<Size> shape, Amount offset) {
    Place part = new Place(other, isShared());
    part.moveInto(this, offset);
    return new Value(other, shape, layout, blocksIn(layout, shape), part, null, dtype);
  }

  /** The same floats, where they lie alike in another layout. */
  Value in(Layout other) {
    return in(other, blocksIn(other, sizes));
  }

  /** The same, of {@code count} blocks of 16 channels; null where they don't lie in blocks. */
  Value in(Layout other, Size count) {
    return new Value(name, sizes, other, count, place, null, dtype);
  }

  /** How many blocks of 16 channels there are. */
  Amount blocks() {
    return Amount.of(blocks);
  }

  /** How many channels the blocks have room for. */
  Size lanes() {
    return new Size(blocks.factor() * Panel.LANES, blocks.symbols());
  }

  /** Whether one map after the other is also blocks of 16: each is one number, and none is left. */
  boolean isBlocksToo() {
    return layout == Layout.PLANES
        && flattened == null
        && rank() == 3
        && hasWholeBlocks()
        && Amount.product(sizes.subList(1, 3)).equals(Amount.of(1));
  }

  /** Whether the channels of maps are known to fill blocks. */
  boolean hasWholeBlocks() {
    return sizes.get(0).isConstant() && size(0) % Panel.LANES == 0;
  }

  /** Whether it lies in planes, but one sample is not next to the other. */
  public boolean isStrided() {
    return layout == Layout.PLANES
        && flattened == null
        && place.isPart()
        && !isShared()
        && !stride().equals(floats());
  }

  /** {@code size} of this value's features, from feature {@code from} on. */
  Value columns(Amount from, Size size) {
    List<Size> shape = new ArrayList<>(sizes.subList(0, rank() - 1));
    shape.add(size);
    Value columns = new Value(name, shape, Layout.COLUMNS, null, place, null, dtype);
    columns.wide = wide == null ? this : wide;
    columns.first = first.plus(from);
    return columns;
  }

  /** The value that this is columns of; null for none. */
  public Value wide() {
    return wide;
  }

  /** At which feature of {@link #wide} this begins. */
  public Amount first() {
    return first;
  }

  /** From one row of features to the next. */
  public Amount rowStep() {
    return wide != null ? wide.rowStep() : Amount.of(sizes.get(rank() - 1));
  }

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** Whether it is the same for all samples of a batch. */
  public boolean isShared() {
    return place.isShared();
  }

  /** The maps, not in planes, that this is a flattened view of, or null. */
  public Value flattened() {
    return flattened;
  }

  /** The name of what makes it: {@code conv1}. */
  public String name() {
    return name;
  }

  /** The shape of one sample, or of a shared value. */
  public List<Size> sizes() {
    return sizes;
  }

  /** How its elements lie. */
  public Layout layout() {
    return layout;
  }

  /** How many dimensions a sample has. */
  public int rank() {
    return sizes.size();
  }

  /** A size that must be known. */
  public int size(int dim) {
    Size size = sizes.get(dim);
    if (!size.isConstant()) {
      throw new IllegalStateException("size " + size + " of " + name + " is not constant");
    }
    return size.factor();
  }

  /** The distance from one sample of a batch to the next: all of the place that it is a part of. */
  public Amount stride() {
    Amount own = wide == null ? floats() : wide.floats();
    return place.isPart() ? place.wholeFloats() : own;
  }

  /** How many floats a sample takes. */
  public Amount floats() {
    if (flattened != null) {
      return flattened.floats();
    }
    if (layout != Layout.BLOCKS) {
      return Amount.product(sizes).times(layout == Layout.ROWS ? 2 : 1);
    }
    if (isBordered()) {
      return Amount.of(blocks).times(map());
    }
    return Amount.product(sizes.subList(1, sizes.size()))
        .times(Amount.of(blocks))
        .times(Panel.LANES);
  }

  /** The zeros around each map. */
  public Padding border() {
    return border;
  }

  /** Whether there are zeros around each map. */
  public boolean isBordered() {
    return !border.equals(Padding.NONE);
  }

  /** Where the first element of maps lies: behind the border. */
  public int origin() {
    return (border.top() * pitch() + border.left()) * inner();
  }

  /** How many rows a map takes, with its border. */
  public int tall() {
    return border.top() + size(1) + border.bottom();
  }

  /** From a row of maps to the next. */
  public int row() {
    return pitch() * inner();
  }

  /** From a map, or 16 of them side by side, to the next. */
  public int map() {
    return tall() * row();
  }

  /** How many channels maps have, as a Java expression. */
  public String channels() {
    return java(sizes.get(0));
  }

  private static String java(Size size) {
    return size.isConstant() ? Integer.toString(size.factor()) : Amount.of(size).java();
  }

  /** How many elements of {@link #inner} a row of maps takes, from one row to the next. */
  public int pitch() {
    return layout == Layout.ROWS ? 2 * size(2) : border.left() + size(2) + border.right();
  }

  /** The innermost size: 16 channels of a block, or one. */
  public int inner() {
    return layout == Layout.BLOCKS ? Panel.LANES : 1;
  }

  /** How many maps of {@link #inner} lie one after the other, as a Java expression. */
  public String maps() {
    return layout == Layout.BLOCKS ? java(blocks) : channels();
  }

  /** Where it lies; views share it. */
  public Place place() {
    return place;
  }

  /** The shape as it lies: {@code [1, 14, 14, 16]}. */
  public String lies() {
    if (flattened != null) {
      return flattened.lies();
    }
    if (wide != null) {
      return wide.lies();
    }
    if (layout == Layout.PLANES) {
      return sizes.toString();
    }
    if (layout == Layout.ROWS) {
      return "[" + size(0) + ", " + size(1) + ", " + pitch() + "]";
    }
    String count = blocks.isConstant() ? blocks.toString() : "⌈" + sizes.get(0) + " / 16⌉";
    if (isBordered()) {
      return "[" + count + ", " + tall() + ", " + pitch() + ", " + Panel.LANES + "], with zeros";
    }
    return "[" + count + ", " + sizes.get(1) + ", " + sizes.get(2) + ", " + Panel.LANES + "]";
  }

  @Override
  public String toString() {
    return name + " " + sizes;
  }
}
