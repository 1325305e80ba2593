import { inMemory } from '../dataset/streamed-rows.ts';
import type { TrainingData } from '../dataset/training-data.ts';
import { scoreLogits } from '../engines/ort/score-logits.ts';
import { type OrtTrainingOptions, trainOnOrt } from '../engines/ort/train.ts';
import type { TrainedModel } from '../engines/trained-model.ts';
import { sigmoid } from '../evaluate/sigmoid.ts';
import type { ModelShape } from '../models/build-graph.ts';

/**
 * Trains a student on what a teacher believes (arXiv:1503.02531): each training label becomes
 * `trust` times the teacher's click rate plus the rest of the label. Validation keeps its labels.
 */
export async function distil(
  teacher: { readonly shape: ModelShape; readonly model: TrainedModel; readonly trust: number },
  student: OrtTrainingOptions,
): Promise<TrainedModel> {
  const { data, threads } = student;
  const train = inMemory(student.train, 'distilled models');
  const { trust } = teacher;
  if (!(trust >= 0 && trust <= 1)) throw new RangeError(`the trust ${trust} is not in [0, 1]`);
  const logits = await scoreLogits(teacher.shape, teacher.model, data, train, threads);
  const labels = data.labels.slice();
  train.forEach((position, i) => {
    labels[position] = trust * sigmoid(logits[i]!) + (1 - trust) * labels[position]!;
  });
  const softened: TrainingData = { ...data, labels };
  return trainOnOrt({ ...student, data: softened });
}
