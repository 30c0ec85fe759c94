package io.tenon.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.tenon.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads files made to hurt: each reading gives tensors or one line, and this says how many bytes it
 * allocated.
 */
final class HostileReading {
  /** What reads a file. */
  interface Reader {
    Map<String, Tensor> read(Path file) throws IOException;
  }

  private final Reader reader;
  private int good;
  private String problem;

  HostileReading(Reader reader) {
    this.reader = reader;
  }

  /** How many files with tensors were read. */
  int good() {
    return good;
  }

  /** What was wrong with the last file; null if nothing was. */
  String problem() {
    return problem;
  }

  /** The bytes that reading allocated. */
  long read(Path file, Object what) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      Map<String, Tensor> tensors = reader.read(file);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      good += tensors.isEmpty() ? 0 : 1;
      problem = null;
      tensors.forEach((name, tensor) -> assertThat(tensor.toString()).as(name).isNotEmpty());
      return allocated;
    } catch (FileFormatException e) {
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(e.getMessage())
          .as("%s", what)
          .startsWith(file + ": ")
          .doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029]")
          .hasSizeLessThan(file.toString().length() + 2_000);
      problem = e.getMessage().substring(file.toString().length() + 2);
      return allocated;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail(what.toString(), e);
    }
  }
}
