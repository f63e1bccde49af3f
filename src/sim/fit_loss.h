// What a fit pays for a row: ℓ(model, y).
//
//   squares    ½(model − y)²; with model = w·x + b it is sim/regression.h
//   abs        |model − y|
//   huber      ½r² where |r| = |model − y| ≤ δ, else δ·(|r| − ½δ)    (Huber 1964)
//   logistic   log(1 + e^model) − y·model, y being 0 or 1: the model is the log-odds of a 1
#ifndef RAVINE_SIM_FIT_LOSS_H
#define RAVINE_SIM_FIT_LOSS_H

enum fit_loss { FIT_SQUARES, FIT_ABS, FIT_HUBER, FIT_LOGISTIC };

#endif
