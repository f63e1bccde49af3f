// What FreeType needs to read and hint CFF outlines by its own engine, and no more: compiled in
// place of its modules psaux, pshinter and psnames, which serve Type 1, an older engine and fonts
// that tell letters by names, too. It is found by their names, so that all else of FreeType is as
// it is.
#include "psaux.c"
#include <freetype/internal/pshints.h>
#include <freetype/ftmodapi.h>
#include <freetype/internal/services/svpscmap.h>

static const PSAux_ServiceRec outlines = {
    .cff_random = cff_random,
    .ps_decoder_init = ps_decoder_init,
    .cff_decoder_funcs = &cff_decoder_funcs,
};

const FT_Module_Class ravine_psaux_class = {
    .module_size = sizeof(FT_ModuleRec),
    .module_name = "psaux",
    .module_version = 0x20000,
    .module_requires = 0x20000,
    .module_interface = &outlines,
};

// ---- hints --------------------------------------------------------------------------------------
//
// The engine does them itself, but glyphs are scaled by it only where somebody seems to hint them.

static FT_Error create(FT_Memory memory, T1_Private *dictionary, PSH_Globals *globals)
{
    (void)memory, (void)dictionary;
    *globals = NULL;
    return FT_Err_Ok;
}

static void set_scale(PSH_Globals globals, FT_Fixed x, FT_Fixed y, FT_Fixed dx, FT_Fixed dy)
{
    (void)globals, (void)x, (void)y, (void)dx, (void)dy;
}

static void destroy(PSH_Globals globals)
{
    (void)globals;
}

static PSH_Globals_Funcs get_globals(FT_Module module)
{
    static PSH_Globals_FuncsRec none = {create, set_scale, destroy};
    (void)module;
    return &none;
}

static T2_Hints_Funcs get_hints(FT_Module module)
{
    static T2_Hints_FuncsRec none;
    (void)module;
    return &none;
}

static const PSHinter_Interface hinter = {.get_globals_funcs = get_globals,
                                          .get_t2_funcs = get_hints};

const FT_Module_Class ravine_pshinter_class = {
    .module_size = sizeof(FT_ModuleRec),
    .module_name = "pshinter",
    .module_version = 0x10000,
    .module_requires = 0x20000,
    .module_interface = &hinter,
};

// ---- names --------------------------------------------------------------------------------------
//
// Nothing here asks for a letter's name; a CFF font is opened where somebody could tell them.

static const char *get_name(FT_UInt number)
{
    (void)number;
    return "";
}

static FT_Module_Interface get_service(FT_Module module, const char *name)
{
    static const FT_Service_PsCMapsRec names = {
        .macintosh_name = get_name,
        .adobe_std_strings = get_name,
    };
    (void)module;
    return strcmp(name, FT_SERVICE_ID_POSTSCRIPT_CMAPS) == 0 ? (FT_Module_Interface)&names : NULL;
}

const FT_Module_Class ravine_psnames_class = {
    .module_size = sizeof(FT_ModuleRec),
    .module_name = "psnames",
    .module_version = 0x10000,
    .module_requires = 0x20000,
    .get_interface = get_service,
};
