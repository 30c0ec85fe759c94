package io.tenon.processor.plan;

import java.util.List;

/** Tasks that follow each other: sample by sample, or each for the whole batch. */
public record Stage(boolean wholeBatch, List<Task> tasks) {}
