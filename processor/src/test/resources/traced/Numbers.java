package traced;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.*;
import io.tenon.nn.*;
import java.util.*;
import static io.tenon.nn.Functional.*;

class Operators extends NnModule {
  static final long BIG = 1L << 40;
  static final char LETTER = 'k';

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    int a = 17;
    int b = -5;
    int[] ints = {
      a + b, a - b, a * b, a / b, a % b, b / 2, b >> 1, b >>> 28, a << 33, a & 6, a | 8, a ^ b, ~a, -b, +b,
      (int) 3.99, (int) -3.99f, (byte) 300, (short) 70000, (char) 65601, 'a' + 1, (int) 1e30,
      Integer.MAX_VALUE / 1000 + Integer.MAX_VALUE % 7, a > b ? 1 : 0, a++ + ++a, a-- - --a,
      Math.max(3, a), Math.abs(b), Math.floorDiv(b, 2), Math.floorMod(b, 3), (int) Math.sqrt(50), (int) Math.round(2.5),
      Integer.parseInt("42"), Integer.valueOf(7), "four".length(), LETTER, (int) (BIG >> 36), 'b' - 'a',
      0x1F, 0b101, 1_000, 017
    };
    for (int value : ints) x = leakyRelu(x, value);
    long l = 1L << 33;
    long[] longs = {l >> 30, l / 3 % 1000, -l >>> 60, (long) 2.5 + 1, 5 / 2 * 1L, (int) l, l > 5 ? 1 : 2, a * 3L};
    for (long value : longs) x = leakyRelu(x, value);
    float f = 1f / 3;
    double d = 1.0 / 3;
    double[] doubles = {
      f, d, f * f, d * d, f + d, 5 / 2, 5 / 2.0, 5f / 2, 7.5 % 2, -f, -d, (float) d, 1e-3, 3 * f - 2, 'a' / 2f,
      Math.pow(2, 10), Math.exp(0), Math.PI, a / 4, (double) a / 4, (float) a / 4, 0.1f + 0.2f, 0.1 + 0.2
    };
    for (double value : doubles) x = leakyRelu(x, value);
    boolean p = a > 3;
    boolean q = !p;
    boolean[] flags = {p, q, p & q, p | q, p ^ q, p == q, p != q, p && !q, q || p, f < d, f >= d, 'a' < 'b',
      Float.NaN == Float.NaN, Float.NaN != Float.NaN, 0.0 == -0.0, 3 == 3.0, 3L == 3, 'a' == 97, Double.NaN < 1};
    for (boolean value : flags) x = leakyRelu(x, value ? 1 : 0);
    return x;
  }
}

class Assignments extends NnModule {
  private static int twice(int[] values, int at) {
    return values[at] *= 2;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    int i = 7;
    i += 3.7;
    x = leakyRelu(x, i);
    i -= 2; i *= 3; i /= 2; i %= 7; i <<= 3; i >>= 1; i |= 3; i &= 14; i ^= 5; i >>>= 1;
    x = leakyRelu(x, i);
    var v = 3;
    v *= 1.5;
    x = leakyRelu(x, v);
    byte small = 100;
    small += 100;
    x = leakyRelu(x, small);
    short s = 1;
    s--;
    s--;
    x = leakyRelu(x, s);
    char c = 'a';
    c++;
    c += 2;
    x = leakyRelu(x, c);
    float f;
    double half = (f = 1) / 2;
    x = leakyRelu(x, half);
    int[] values = {1, 2, 3, 4};
    int at = 0;
    values[at++] += 10;
    values[at++]++;
    values[at++] = at;
    --values[at];
    x = leakyRelu(x, at);
    for (int value : values) x = leakyRelu(x, value);
    x = leakyRelu(x, twice(values, 1) + values[1]++ + values[1]);
    int a, b;
    a = b = 5;
    a += b++ + ++b;
    x = leakyRelu(x, a * 100 + b);
    long big = Integer.MAX_VALUE;
    big++;
    x = leakyRelu(x, big >> 20);
    int over = Integer.MAX_VALUE;
    over++;
    x = leakyRelu(x, over >> 20);
    boolean flag = true;
    flag &= false;
    flag |= i > 0;
    flag ^= true;
    x = leakyRelu(x, flag ? 1 : 2);
    String text = "a";
    text += 1 + 2;
    text += 'c';
    text += 1.5f;
    text += true;
    text += null;
    x = leakyRelu(x, text.equals("a3c1.5truenull") ? 1 : 0);
    double mixed = true ? 1 : 2.0;
    x = leakyRelu(x, (true ? 1 : 2.0) / 2);
    x = leakyRelu(x, (at > 0 ? at : half) / 2);
    x = leakyRelu(x, switch (at) { case 3 -> 1; default -> 2.5; } / 2);
    return leakyRelu(x, mixed / 2);
  }
}

class Words extends NnModule {
  private static final String MODE = "max";
  private final String mode = "m" + "ax";

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    if (MODE == "max") x = relu(x);
    if (mode == MODE) x = sigmoid(x);
    if (mode != "avg") x = tanh(x);
    if ("max".equals(mode) && mode.startsWith("m") && !mode.isEmpty()) x = silu(x);
    String name = "layer" + 1 + '.' + "conv".charAt(0);
    if (name.equals("layer1.c")) x = relu6(x);
    if (String.format("%d-%s", 3, "x").equals("3-x")) x = mish(x);
    if (mode.charAt(0) == 'm') x = selu(x);
    if ("""
        block
        """.length() == 6) x = relu(x);
    return x;
  }
}

class Arrayed extends NnModule {
  static final int[][] TABLE = {{1, 2}, {3}, {}};
  final int[] sizes = new int[3];

  Arrayed() {
    for (int i = 0; i < sizes.length; i++) sizes[i] = i * i + 1;
  }

  @Override
  public Tensor forward(@Shape("N, 4") Tensor x) {
    for (int[] row : TABLE) for (int value : row) x = leakyRelu(x, value);
    int[][] grid = new int[2][3];
    grid[1][2] = 5;
    grid[0][1] += 4;
    int sum = 0;
    for (int[] row : grid) for (int value : row) sum = 10 * sum + value;
    x = leakyRelu(x, sum);
    for (int size : sizes) x = leakyRelu(x, size);
    float[] floats = {1, 2.5f};
    floats[0] += 'a';
    double[] doubles = new double[2];
    doubles[1] = floats[0];
    boolean[] flags = new boolean[1];
    String[] words = new String[] {"a", null};
    long[][] ragged = new long[2][];
    ragged[1] = new long[] {7};
    x = leakyRelu(x, flags[0] ? 1 : words[1] == null ? 2 : 3);
    x = leakyRelu(x, ragged[0] == null ? ragged[1][0] : -1);
    int[] copy = sizes.clone();
    copy[0] = 50;
    x = leakyRelu(x, sizes[0] + copy[0]);
    Tensor[] tensors = {x, relu(x)};
    tensors[0] = tensors[1].add(tensors[0]);
    return leakyRelu(tensors[0], doubles[0] + doubles[1] + floats.length);
  }
}

class Sizes extends NnModule {
  @Submodule Linear up;
  @Submodule Linear down;

  Sizes(int hidden) {
    up = new Linear(12, 2 * hidden);
    down = new Linear(hidden + hidden, hidden * 3 - hidden);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 4") Tensor x) {
    int n = x.size(0);
    int[] sizes = x.shape().toArray();
    long elements = x.numel();
    Tensor y = x.view(n * 3, sizes[2]).view(n, sizes[1] * sizes[2]);
    y = down.call(up.call(y)).view((int) (elements / 12), -1);
    Integer boxed = n;
    if (n == sizes[0] && boxed == n && n % n == 0) y = relu(y);
    String text = "a batch of " + n;
    return y.view(2 * n / 2, -1);
  }
}
