package io.tenon.processor;

import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.diagnostic.Reporter;
import java.util.Map;

/** What {@code -Atenon.dump} asks for, beside the sources. */
enum Dump {
  /** Nothing. */
  NONE,
  /** {@code LeNet.graph.txt}, the graph as traced and what each pass made of it. */
  GRAPH;

  /** The option's name, as processors are given it. */
  static final String OPTION = "tenon.dump";

  /** Reads the options; warns of a value that is not known. */
  static Dump of(Map<String, String> options, Reporter reporter) {
    String value = options.get(OPTION);
    if (value == null) {
      return NONE;
    }
    if (!value.equals("graph")) {
      reporter.reportAll(Code.OPTION, "dump", value, "graph");
      return NONE;
    }
    return GRAPH;
  }
}
