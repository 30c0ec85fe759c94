package io.tenon.optim;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** PyTorch's description of an optimizer made one. */
final class OptimizerOf {
  static final Path VECTORS = Path.of("src/test/resources/vectors");

  private OptimizerOf() {}

  /** The rows of PyTorch's results whose names begin so. */
  static Stream<JsonObject> cases(String prefix) throws IOException {
    String text = Files.readString(VECTORS.resolve("cases.json"));
    JsonObject all = JsonParser.parseString(text).getAsJsonObject();
    return StreamSupport.stream(all.getAsJsonArray("optimizers_and_schedules").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(row -> row.get("name").getAsString().startsWith(prefix));
  }

  static Optimizer described(JsonObject row, List<ParamGroup> groups) {
    Map<String, JsonElement> keywords = row.getAsJsonObject("kwargs").asMap();
    return switch (row.get("optimizer").getAsString()) {
      case "SGD" -> new SGD(groups, with(SGD.options(), keywords));
      case "Adam" -> new Adam(groups, with(Adam.options(), keywords));
      case "AdamW" -> new AdamW(groups, with(AdamW.options(), keywords));
      case "RMSprop" -> new RMSprop(groups, with(RMSprop.options(), keywords));
      case "Adagrad" -> new Adagrad(groups, with(Adagrad.options(), keywords));
      case "NAdam" -> new NAdam(groups, with(NAdam.options(), keywords));
      case "RAdam" -> new RAdam(groups, with(RAdam.options(), keywords));
      case "Adadelta" -> new Adadelta(groups, with(Adadelta.options(), keywords));
      case "Adamax" -> new Adamax(groups, with(Adamax.options(), keywords));
      default -> throw new IllegalArgumentException(row.toString());
    };
  }

  private static <O extends OptimizerOptions<O>> O with(
      O options, Map<String, JsonElement> keywords) {
    keywords.forEach((name, value) -> set(options, name, value));
    return options;
  }

  private static void set(OptimizerOptions<?> options, String name, JsonElement value) {
    switch (name) {
      case "lr" -> options.lr(value.getAsDouble());
      case "weight_decay" -> options.weightDecay(value.getAsDouble());
      case "maximize" -> options.maximize(value.getAsBoolean());
      default -> setOwn(options, name, value);
    }
  }

  private static void setOwn(OptimizerOptions<?> options, String name, JsonElement value) {
    if (options instanceof SGD.Options sgd) {
      switch (name) {
        case "momentum" -> sgd.momentum(value.getAsDouble());
        case "dampening" -> sgd.dampening(value.getAsDouble());
        case "nesterov" -> sgd.nesterov(value.getAsBoolean());
        default -> throw new IllegalArgumentException(name);
      }
    } else if (options instanceof RMSprop.Options rmsprop) {
      switch (name) {
        case "momentum" -> rmsprop.momentum(value.getAsDouble());
        case "centered" -> rmsprop.centered(value.getAsBoolean());
        default -> throw new IllegalArgumentException(name);
      }
    } else if (options instanceof Adam.Options adam && name.equals("amsgrad")) {
      adam.amsgrad(value.getAsBoolean());
    } else if (options instanceof Adagrad.Options adagrad && name.equals("lr_decay")) {
      adagrad.lrDecay(value.getAsDouble());
    } else {
      throw new IllegalArgumentException(name);
    }
  }
}
