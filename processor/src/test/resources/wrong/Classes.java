package wrong;

import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;

public class Classes {
  private static class Hidden extends NnModule { // TN008: class Hidden is private, so generated code can't reach it
    @Submodule Linear fc;
  }

  class Inner extends NnModule { // TN009: class Inner is an inner class, so generated code can't name it
    @Submodule Linear fc;
  }

  static class Right extends NnModule {
    @Submodule Linear fc;
  }
}
