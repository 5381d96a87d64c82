/* Stands in for bcryptprimitives.dll in the check under Wine, whose version 8 has none; Go
 * asks it for random numbers. Not part of any package. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
	return RtlGenRandom(data, (ULONG)size);
}
