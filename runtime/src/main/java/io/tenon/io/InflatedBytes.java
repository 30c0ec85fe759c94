package io.tenon.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes that deflated ones stand for. Inflates no more than is asked for. */
final class InflatedBytes implements ByteSource {
  private final InputFile file;
  private final String what;
  private final ByteSource deflated;
  private final Inflater inflater = new Inflater(true);
  private final ByteBuffer input = ByteBuffer.allocate(1 << 13);
  private long left;

  /**
   * Inflates.
   *
   * @param what the name in messages
   * @param count how many deflated bytes there are
   */
  InflatedBytes(InputFile file, String what, ByteSource deflated, long count) {
    this.file = file;
    this.what = what;
    this.deflated = deflated;
    this.left = count;
  }

  @Override
  public void fill(ByteBuffer buffer) throws IOException {
    try {
      while (buffer.hasRemaining()) {
        if (inflater.inflate(buffer) > 0) {
          continue;
        }
        if (!inflater.needsInput() || left == 0) {
          throw file.wrong(what + " ends before the size that it claims");
        }
        input.clear().limit((int) Math.min(input.capacity(), left));
        left -= input.remaining();
        deflated.fill(input);
        inflater.setInput(input.flip());
      }
    } catch (DataFormatException e) {
      throw file.wrong(what + " can't be inflated: it is damaged");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
