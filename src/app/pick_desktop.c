// A desktop's folders are listed by the program itself.
#include "app/pick.h"

bool pick_asks(void)
{
    return false;
}
