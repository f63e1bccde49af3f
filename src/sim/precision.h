// The words that rule_steps.h and rule_lanes.h are written in, for both precisions. Included after
// defining IS_SINGLE as 0 or 1, as often as precisions change:
//
//   REAL        double or float
//   STEP(name)  the function's name in that precision: name_double or name_single
//   ROOT        sqrt or sqrtf
//   SIZE        fabs or fabsf

#undef REAL
#undef STEP
#undef ROOT
#undef SIZE

#if IS_SINGLE
#define REAL       float
#define STEP(name) name##_single
#define ROOT       sqrtf
#define SIZE       fabsf
#else
#define REAL       double
#define STEP(name) name##_double
#define ROOT       sqrt
#define SIZE       fabs
#endif

#undef IS_SINGLE
